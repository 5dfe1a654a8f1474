package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Epoll;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.jspecify.annotations.Nullable;

/** Those who are connected to a server: each hears the bus and the others. Owned by the bus's thread. */
final class Guests implements Conversation.Relay, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Guests.class.getName());

    private final CannelloniStream kind;
    private final BusSide side;
    private final Epoll epoll;
    private final List<Invited> invited;
    private final StreamAccount others;
    private final @Nullable Guest[] guests = new Guest[Peer.MOST];
    private final Fate fate = new Fate();

    /** @param epoll where each stands under its place, 0 to {@link Peer#MOST} - 1 */
    Guests(CannelloniStream kind, BusSide side, Epoll epoll) {
        this.kind = kind;
        this.side = side;
        this.epoll = epoll;
        this.others = new StreamAccount(side.now());
        this.invited =
                kind.peers().stream().map(peer -> new Invited(peer, side.now())).toList();
    }

    /** Lets it in, or closes it. @return why it was closed; empty if it was not */
    Optional<String> welcome(Entrance.Arrival arrival) {
        InetPlace from = arrival.place();
        Optional<Invited> known = invited.stream()
                .filter(peer -> peer.peer().place().address().equals(from.address()))
                .findFirst();
        int place = free();
        if (place < 0) {
            return refuse(arrival, "there are %d already".formatted(guests.length));
        }
        if (known.isEmpty() && !isOpenTo(from)) {
            return refuse(arrival, "it is none of the peers");
        }
        admit(arrival, known, place);
        return Optional.empty();
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

    private Optional<String> refuse(Entrance.Arrival arrival, String why) {
        arrival.refusal().run();
        others.refused();
        return Optional.of("refused %s: %s".formatted(arrival.place(), why));
    }

    private void admit(Entrance.Arrival arrival, Optional<Invited> known, int place) {
        StreamAccount account = known.filter(peer -> !peer.isThere())
                .map(Invited::account)
                .orElseGet(() -> new StreamAccount(side.now()));
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

    void hear(FrameBatch batch, long selected, Ledger heard) {
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

    void drained() {
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().drained();
            }
        }
        settle();
    }

    void ready(int place, int events) {
        Guest guest = guests[place];
        if (guest != null) {
            guest.conversation().ready(events);
        }
    }

    long due() {
        long first = Long.MAX_VALUE;
        for (Guest guest : guests) {
            first = guest == null ? first : Math.min(first, guest.conversation().due());
        }
        return first;
    }

    void run(long now) {
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().run(now);
            }
        }
        settle();
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

    List<PeerReport> report() {
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
        return peers;
    }

    /** What waits for them goes, as far as there is room. */
    @Override
    public void close() {
        drained();
        for (Guest guest : guests) {
            if (guest != null) {
                guest.conversation().close();
            }
        }
    }
}
