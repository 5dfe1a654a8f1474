package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.line.Line;

/**
 * The way to a server, which is looked for first if its place is not known: never waits. Owned by the bus's thread.
 *
 * <pre>
 * a beacon: {@link Discovery} ─┐
 * a name:   {@link Lookup} ────┴─▶ {@link Dialling} ──▶ a {@link Line}
 * </pre>
 */
final class Approach implements AutoCloseable {
    private sealed interface Leg {
        record Searching(Search search) implements Leg {}

        record Connecting(Dialling dialling) implements Leg {}
    }

    private static final System.Logger LOG = System.getLogger(Approach.class.getName());
    private static final long CONNECTED_WITHIN = 5_000_000_000L;

    private final SocketcandClientSpec spec;
    private final BusSide side;
    private final Epoll epoll;
    private Leg leg;
    private String server;
    private String bus;
    private String why = "";
    private long due = Long.MAX_VALUE;

    /**
     * Begins.
     *
     * @param server what it was called until now
     * @param epoll has its descriptors until it is done or closed, and nothing else
     * @throws LinuxException if it fails at once
     */
    Approach(SocketcandClientSpec spec, String server, BusSide side, Epoll epoll, Lookup.Resolver resolver) {
        this.spec = spec;
        this.side = side;
        this.epoll = epoll;
        this.server = server;
        this.bus = spec.bus();
        this.leg = switch (spec.server().orElse(null)) {
            case null -> search(new Discovery(bus));
            case ServerPlace.Named named -> search(Lookup.begin(named, bus, resolver));
            case ListenPlace place -> dial(place);
        };
    }

    private Leg search(Search search) {
        epoll.add(search.descriptor(), 0, Epoll.IN);
        return new Leg.Searching(search);
    }

    private Leg dial(ListenPlace place) {
        Dialling dialling = Dialling.begin(spec, place);
        due = side.now() + CONNECTED_WITHIN;
        epoll.add(dialling.descriptor(), 0, dialling.events());
        return new Leg.Connecting(dialling);
    }

    /** After something in the epoll got ready. */
    Dialling.Step step() {
        try {
            return switch (leg) {
                case Leg.Searching(Search search) -> {
                    search.found().ifPresent(this::found);
                    yield Dialling.Step.WAIT;
                }
                case Leg.Connecting(Dialling dialling) -> step(dialling);
            };
        } catch (LinuxException e) {
            why = e.reason();
            return Dialling.Step.FAILED;
        }
    }

    private void found(Search.Found found) {
        close();
        bus = found.bus();
        if (!server.equals(found.name())) {
            server = found.name();
            LOG.log(Level.INFO, "{0} is at {1}, with bus {2}", spec.words(), server, bus);
        }
        leg = dial(found.place());
    }

    private Dialling.Step step(Dialling dialling) {
        epoll.remove(dialling.descriptor());
        Dialling.Step next = dialling.step();
        why = dialling.why();
        if (next == Dialling.Step.WAIT) {
            epoll.add(dialling.descriptor(), 0, dialling.events());
        }
        return next;
    }

    /** The connection, once it is done: whose it is from now on. */
    Line line() {
        if (leg instanceof Leg.Connecting(Dialling dialling)) {
            return dialling.line();
        }
        throw new IllegalStateException("a server that is not found has no line");
    }

    /** Why it failed. */
    String why() {
        return why;
    }

    /** What the server is called in reports. */
    String server() {
        return server;
    }

    /** Which of its buses is to be opened. */
    String bus() {
        return bus;
    }

    /** When it has taken too long. */
    long due() {
        return due;
    }

    /** It has: what is said of it. */
    static String late() {
        return new LinuxException("connect", "", new Errno(Errno.ETIMEDOUT)).reason();
    }

    @Override
    public void close() {
        switch (leg) {
            case Leg.Searching(Search search) -> search.close();
            case Leg.Connecting(Dialling dialling) -> dialling.close();
        }
    }
}
