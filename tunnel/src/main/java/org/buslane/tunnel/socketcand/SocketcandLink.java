package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.line.Backoff;
import org.buslane.tunnel.line.Line;

/**
 * Connects to a server, as often as it has to, and never waits for it. Each connection begins with nothing of the last
 * one: neither half a reply nor what waited. Owned by the bus's thread.
 *
 * <pre>
 * AWAY ── connect ──▶ {@link Dialling} ──▶ {@link LinkSession}
 *      └─ or a {@link Discovery} before it
 *   ◀──── refused, closed, no answer, the bus is not there: tried again after {@link Backoff} ────
 * </pre>
 */
final class SocketcandLink implements Tunnel {
    private sealed interface Stage {
        /** Until it is due. */
        record Away() implements Stage {}

        record Seeking(Discovery discovery) implements Stage {}

        record Connecting(Dialling dialling) implements Stage {}

        record Talking(LinkSession session) implements Stage {}
    }

    private static final System.Logger LOG = System.getLogger(SocketcandLink.class.getName());
    private static final long CONNECTED_WITHIN = 5_000_000_000L;

    private final SocketcandClientSpec spec;
    private final BusSide side;
    private final Backoff backoff;
    private final LinkAccount account;
    private final Epoll epoll = new Epoll(1);
    private Stage stage = new Stage.Away();
    private String server;
    private String bus;
    private String note = "";
    private long due;
    private boolean isKnown;

    /** Connects with the first {@link #run}, which is due at once. */
    SocketcandLink(SocketcandClientSpec spec, BusSide side, RandomGenerator random) {
        this.spec = spec;
        this.side = side;
        this.backoff = new Backoff(random);
        this.server = spec.server().map(Object::toString).orElse("beacon");
        this.bus = spec.bus();
        this.due = side.now();
        this.account = new LinkAccount(due);
        side.watch(epoll.descriptor(), Epoll.IN);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        if (stage instanceof Stage.Talking(LinkSession session)) {
            session.hear(batch, selected, heard);
            settle(session);
            return;
        }
        int frames = Long.bitCount(selected);
        account.sent().in(frames);
        account.sent().dropped(DropReason.DOWN, frames);
        heard.dropped(DropReason.DOWN, frames);
    }

    @Override
    public void drained() {
        if (stage instanceof Stage.Talking(LinkSession session)) {
            session.drained();
            settle(session);
        }
    }

    @Override
    public long due() {
        return switch (stage) {
            case Stage.Away _, Stage.Connecting _ -> due;
            case Stage.Seeking _ -> Long.MAX_VALUE;
            case Stage.Talking(LinkSession session) -> session.due();
        };
    }

    @Override
    public void run(long now) {
        if (stage instanceof Stage.Talking(LinkSession session)) {
            session.run(now);
            settle(session);
        } else if (due() - now <= 0) {
            if (stage instanceof Stage.Away) {
                begin();
            } else {
                away(new LinuxException("connect", "", new Errno(Errno.ETIMEDOUT)).reason());
            }
        }
    }

    private void begin() {
        try {
            if (spec.server().isPresent()) {
                connect(spec.server().get());
            } else {
                Discovery discovery = new Discovery(spec.bus());
                stage = new Stage.Seeking(discovery);
                epoll.add(discovery.descriptor(), 0, Epoll.IN);
                note = "waiting for the beacon of a server";
            }
        } catch (LinuxException e) {
            away(e.reason());
        }
    }

    private void connect(ListenPlace place) {
        Dialling dialling = Dialling.begin(spec, place);
        stage = new Stage.Connecting(dialling);
        due = side.now() + CONNECTED_WITHIN;
        epoll.add(dialling.descriptor(), 0, dialling.events());
    }

    @Override
    public void ready(int events) {
        int count = epoll.await(0);
        for (int i = 0; i < count; i++) {
            switch (stage) {
                case Stage.Away _ -> {
                    // What was ready belonged to what is closed.
                }
                case Stage.Seeking(Discovery discovery) -> discovery.heard().ifPresent(this::found);
                case Stage.Connecting(Dialling dialling) -> step(dialling);
                case Stage.Talking(LinkSession session) -> {
                    session.ready(epoll.events(i));
                    settle(session);
                }
            }
        }
    }

    private void found(Discovery.Server found) {
        drop();
        ListenPlace place = new ListenPlace.Tcp(found.place());
        server = place.toString();
        bus = found.bus();
        LOG.log(Level.INFO, "{0} is at {1}, with bus {2}", spec.words(), server, bus);
        try {
            connect(place);
        } catch (LinuxException e) {
            away(e.reason());
        }
    }

    private void step(Dialling dialling) {
        epoll.remove(dialling.descriptor());
        switch (dialling.step()) {
            case WAIT -> epoll.add(dialling.descriptor(), 0, dialling.events());
            case FAILED -> away(dialling.why());
            case DONE -> {
                Line line = dialling.line();
                epoll.add(line.descriptor(), 0, Epoll.IN);
                LinkSession session = new LinkSession(side, spec, bus, line, account, epoll);
                stage = new Stage.Talking(session);
                settle(session);
            }
        }
    }

    /** After anything that may have ended the session, or made it one. */
    private void settle(LinkSession session) {
        if (session.hasEnded()) {
            away(session.end());
        } else if (!isKnown && session.isOpen()) {
            isKnown = true;
            note = "";
            backoff.reset();
            LOG.log(Level.INFO, "{0} is connected", spec.words());
        }
    }

    private void away(String why) {
        if (isKnown || !note.equals(why)) {
            LOG.log(Level.WARNING, "{0} is away, and tried again: {1}", spec.words(), why);
        }
        drop();
        note = why;
        isKnown = false;
        due = side.now() + backoff.pause();
    }

    private void drop() {
        switch (stage) {
            case Stage.Away _ -> {
                // Nothing is open.
            }
            case Stage.Seeking(Discovery discovery) -> discovery.close();
            case Stage.Connecting(Dialling dialling) -> dialling.close();
            case Stage.Talking(LinkSession session) -> session.close();
        }
        stage = new Stage.Away();
    }

    @Override
    public TunnelReport report() {
        Optional<LinkSession> session =
                stage instanceof Stage.Talking(LinkSession talking) ? Optional.of(talking) : Optional.empty();
        boolean well = session.map(LinkSession::isOpen).orElse(false);
        String said = well ? session.map(LinkSession::note).orElse("") : note;
        String told = well || !said.isEmpty() ? said : "it is being connected";
        int waiting = session.map(LinkSession::waiting).orElse(0);
        return new TunnelReport(well, told, "", List.of(account.report(server, well, told, waiting, side.now())));
    }

    /** What waits for the server goes, as far as there is room. */
    @Override
    public void close() {
        if (stage instanceof Stage.Talking(LinkSession session)) {
            session.drained();
        }
        drop();
        side.unwatch(epoll.descriptor());
        epoll.close();
    }
}
