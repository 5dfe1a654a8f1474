package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.line.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and has any number of {@link Guests} at a time. Who may not come, or is one too many, is closed at once and
 * counted. Owned by the bus's thread.
 */
final class ServerEndpoint implements Tunnel {
    private static final System.Logger LOG = System.getLogger(ServerEndpoint.class.getName());
    private static final int LISTENER = Peer.MOST;

    /** Arrivals that are taken before others have their turn. */
    private static final int ARRIVALS = 16;

    private final CannelloniStream kind;
    private final BusSide side;
    private final Backoff backoff;
    private final Epoll epoll = new Epoll(Peer.MOST + 1);
    private final Guests guests;
    private @Nullable Entrance entrance;
    private String note = "";
    private long due;
    private boolean isWatching;

    /** Listens at once, or tries to again and again. */
    ServerEndpoint(CannelloniStream kind, BusSide side, RandomGenerator random) {
        this.kind = kind;
        this.side = side;
        this.backoff = new Backoff(random);
        this.guests = new Guests(kind, side, epoll);
        side.watch(epoll.descriptor(), Epoll.IN);
        listen();
    }

    private void listen() {
        try {
            Entrance made = Entrance.open(kind);
            entrance = made;
            watchEntrance(made);
            LOG.log(Level.INFO, "{0} listens at {1}", kind.words(), made.local());
        } catch (LinuxException e) {
            pause(e);
        }
    }

    private void watchEntrance(Entrance at) {
        epoll.add(at.descriptor(), LISTENER, Epoll.IN);
        isWatching = true;
        due = Long.MAX_VALUE;
        note = "";
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
        guests.hear(batch, selected, heard);
    }

    @Override
    public void drained() {
        guests.drained();
    }

    @Override
    public long due() {
        return Math.min(due, guests.due());
    }

    @Override
    public void run(long now) {
        guests.run(now);
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
                guests.ready(place, epoll.events(i));
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
                backoff.reset();
                guests.welcome(arrival.get()).ifPresent(refused -> note = refused);
            }
        } catch (LinuxException e) {
            pause(e);
        }
    }

    @Override
    public TunnelReport report() {
        boolean well = entrance != null && isWatching;
        return new TunnelReport(well, note, listening(), guests.report());
    }

    private String listening() {
        return entrance == null ? "" : entrance.local() + "/" + kind.transport().label();
    }

    @Override
    public void close() {
        guests.close();
        if (entrance != null) {
            entrance.close();
        }
        side.unwatch(epoll.descriptor());
        epoll.close();
    }
}
