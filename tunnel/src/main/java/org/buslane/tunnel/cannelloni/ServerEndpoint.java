package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Epoll;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and has any number of peers at a time: each hears the bus and the others. Who may not come, or is one too
 * many, is closed at once and counted. Owned by the bus's thread.
 */
final class ServerEndpoint implements Tunnel, Conversation.Relay {
    private static final System.Logger LOG = System.getLogger(ServerEndpoint.class.getName());
    private static final int LISTENER = Peer.MOST;

    /** Arrivals that are taken before others have their turn. */
    private static final int ARRIVALS = 16;

    private final CannelloniStream kind;
    private final BusSide side;
    private final Backoff backoff;
    private final List<Invited> invited;
    private final StreamAccount others = new StreamAccount();
    private final @Nullable Guest[] guests = new Guest[Peer.MOST];
    private final Fate fate = new Fate();
    private final Epoll epoll = new Epoll(Peer.MOST + 1);
    private @Nullable Entrance entrance;
    private String note = "";
    private long due;
    private boolean isWatching;

    /** Listens at once, or tries to again and again. */
    ServerEndpoint(CannelloniStream kind, BusSide side, RandomGenerator random) {
        this.kind = kind;
        this.side = side;
        this.backoff = new Backoff(random);
        this.invited = kind.peers().stream().map(Invited::new).toList();
        side.watch(epoll.descriptor(), Epoll.IN);
        listen();
    }

    private void listen() {
        try {
            Entrance made = Entrance.open(kind);
            entrance = made;
            isWatching = false;
            watchEntrance(made);
            backoff.reset();
            note = "";
            LOG.log(Level.INFO, "{0} listens at {1}", kind.words(), made.local());
        } catch (LinuxException e) {
            pause(e);
        }
    }

    private void watchEntrance(Entrance at) {
        epoll.add(at.descriptor(), LISTENER, Epoll.IN);
        isWatching = true;
        due = Long.MAX_VALUE;
    }

    /** Without descriptors to spare nobody can be let in or turned away: they wait outside. */
    private void pause(LinuxException e) {
        String why = String.valueOf(e.getMessage());
        if (!note.equals(why)) {
            LOG.log(Level.WARNING, "{0} tries again: {1}", kind.words(), why);
        }
        note = why;
        if (entrance != null && isWatching) {
            epoll.remove(entrance.descriptor());
            isWatching = false;
        }
        due = side.now() + backoff.pause();
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        fate.begin(selected, DropReason.DOWN);
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().hear(batch, selected, fate);
            }
        }
        fate.count(selected, heard);
        settle();
    }

    /** What one says the others hear; {@code fate} is of the bus's frames, and nobody asks here. */
    @Override
    public void relay(Conversation from, FrameBatch batch, long passed) {
        for (Guest guest : guests) {
            if (guest != null && guest.conversation() != from) {
                guest.conversation().hear(batch, passed, fate);
            }
        }
    }

    @Override
    public void drained() {
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().drained();
            }
        }
        settle();
    }

    @Override
    public long due() {
        long first = due;
        for (Guest guest : guests) {
            first = guest == null ? first : Math.min(first, guest.conversation().due());
        }
        return first;
    }

    @Override
    public void run(long now) {
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().run(now);
            }
        }
        settle();
        if (due - now <= 0 && due != Long.MAX_VALUE) {
            if (entrance == null) {
                listen();
            } else {
                watchEntrance(entrance);
            }
        }
    }

    @Override
    public void ready(int events) {
        int count = epoll.await(0);
        for (int i = 0; i < count; i++) {
            int place = (int) epoll.data(i);
            if (place == LISTENER) {
                arrivals();
            } else {
                Guest guest = guests[place];
                if (guest != null) {
                    guest.conversation().ready(epoll.events(i));
                }
            }
        }
        drained(); // what they said to each other goes too
    }

    private void arrivals() {
        Entrance at = entrance;
        try {
            for (int i = 0; i < ARRIVALS && at != null; i++) {
                Optional<Entrance.Arrival> arrival = at.accept();
                if (arrival.isEmpty()) {
                    return;
                }
                welcome(arrival.get());
            }
        } catch (LinuxException e) {
            pause(e);
        }
    }

    private void welcome(Entrance.Arrival arrival) {
        InetPlace from = arrival.place();
        Optional<Invited> known = invited.stream()
                .filter(peer -> peer.peer().place().address().equals(from.address()))
                .findFirst();
        int place = free();
        if (place < 0) {
            refuse(arrival, "there are %d already".formatted(guests.length));
        } else if (known.isEmpty() && !isOpenTo(from)) {
            refuse(arrival, "it is none of the peers");
        } else {
            admit(arrival, known, place);
        }
    }

    /** As cannelloni since 2.1: without a peer to expect it takes this machine's own. */
    private boolean isOpenTo(InetPlace from) {
        return kind.settings().anyPeer()
                || (kind.peers().isEmpty() && from.address().isLoopbackAddress());
    }

    private int free() {
        int place = guests.length - 1;
        while (place >= 0 && guests[place] != null) {
            place--;
        }
        return place;
    }

    private void refuse(Entrance.Arrival arrival, String why) {
        arrival.refusal().run();
        others.refused();
        String words = "refused %s: %s".formatted(arrival.place(), why);
        LOG.log(Level.DEBUG, "{0} {1}", kind.words(), words);
        note = words;
    }

    private void admit(Entrance.Arrival arrival, Optional<Invited> known, int place) {
        StreamAccount account =
                known.filter(peer -> !peer.isThere()).map(Invited::account).orElseGet(StreamAccount::new);
        Policy policy = known.map(peer -> peer.peer().policy()).orElse(kind.policy());
        Wire wire = arrival.wire().apply(account);
        epoll.add(wire.descriptor(), place, Epoll.IN | Epoll.OUT);
        Guest guest = new Guest(
                arrival.place(),
                known,
                new Conversation(side, kind.settings(), policy, wire, account, this, epoll, place));
        guests[place] = guest;
        if (guest.isFirst()) {
            known.orElseThrow().came(guest);
        }
        LOG.log(Level.INFO, "{0}: {1} has come", kind.words(), arrival.place());
    }

    /** After anything that may have ended conversations. */
    private void settle() {
        for (int i = 0; i < guests.length; i++) {
            Guest guest = guests[i];
            if (guest != null && guest.conversation().hasEnded()) {
                guests[i] = null;
                farewell(guest);
            }
        }
    }

    private void farewell(Guest guest) {
        guest.conversation().close();
        guest.invited()
                .ifPresentOrElse(
                        peer -> peer.left(guest),
                        () -> others.add(guest.conversation().account()));
        LOG.log(
                Level.INFO,
                "{0}: {1} has gone: {2}",
                kind.words(),
                guest.place(),
                guest.conversation().end());
    }

    @Override
    public TunnelReport report() {
        List<PeerReport> peers = new ArrayList<>();
        invited.forEach(peer -> peers.add(peer.report()));
        for (Guest guest : guests) {
            if (guest != null && !guest.isFirst()) {
                peers.add(guest.report(guest.place().toString()));
            }
        }
        if (!others.isEmpty()) {
            peers.add(others.report("others", true, "those who have gone, or were refused", 0));
        }
        boolean well = entrance != null && isWatching;
        return new TunnelReport(well, note, listening(), peers);
    }

    private String listening() {
        return entrance == null ? "" : entrance.local() + "/" + kind.transport().label();
    }

    /** What waits for peers goes, as far as there is room. */
    @Override
    public void close() {
        drained();
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().close();
            }
        }
        if (entrance != null) {
            entrance.close();
        }
        side.unwatch(epoll.descriptor());
        epoll.close();
    }
}
