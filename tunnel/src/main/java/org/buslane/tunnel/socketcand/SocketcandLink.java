package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
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
 * AWAY ──▶ {@link Approach} ──▶ {@link LinkSession}
 *   ◀──── refused, closed, no answer, the bus is not there: tried again after {@link Backoff} ────
 * </pre>
 */
final class SocketcandLink implements Tunnel {
    private sealed interface Stage {
        /** Until it is due. */
        record Away() implements Stage {}

        record Approaching(Approach approach) implements Stage {}

        record Talking(LinkSession session) implements Stage {}
    }

    private static final System.Logger LOG = System.getLogger(SocketcandLink.class.getName());
    private final SocketcandClientSpec spec;
    private final BusSide side;
    private final Lookup.Resolver resolver;
    private final Backoff backoff;
    private final LinkAccount account;
    private final Epoll epoll = new Epoll(1);
    private Stage stage = new Stage.Away();
    private String server;
    private String note = "";
    private long due;
    private boolean isKnown;

    /** Connects with the first {@link #run}, which is due at once. */
    SocketcandLink(SocketcandClientSpec spec, BusSide side, RandomGenerator random, Lookup.Resolver resolver) {
        this.spec = spec;
        this.side = side;
        this.resolver = resolver;
        this.backoff = new Backoff(random);
        this.server = spec.server().map(Object::toString).orElse("beacon");
        this.due = side.now();
        this.account = new LinkAccount(due);
        side.watch(epoll.descriptor(), Epoll.IN);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        if (stage instanceof Stage.Talking(LinkSession session)) {
            // Perhaps while it says what it has read: should it end by this, it is settled when that is done, or due.
            session.hear(batch, selected, heard);
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
            case Stage.Away _ -> due;
            case Stage.Approaching(Approach approach) -> approach.due();
            case Stage.Talking(LinkSession session) -> session.due();
        };
    }

    @Override
    public void run(long now) {
        if (due() - now > 0) {
            return;
        }
        switch (stage) {
            case Stage.Away _ -> begin();
            case Stage.Approaching _ -> away(Approach.late());
            case Stage.Talking(LinkSession session) -> {
                session.run(now);
                settle(session);
            }
        }
    }

    private void begin() {
        try {
            stage = new Stage.Approaching(new Approach(spec, server, side, epoll, resolver));
            if (spec.server().isEmpty()) {
                note = "waiting for the beacon of a server";
            }
        } catch (LinuxException e) {
            away(e.reason());
        }
    }

    @Override
    public void ready(int events) {
        int count = epoll.await(0);
        for (int i = 0; i < count; i++) {
            switch (stage) {
                case Stage.Away _ -> {
                    // What was ready belonged to what is closed.
                }
                case Stage.Approaching(Approach approach) -> step(approach);
                case Stage.Talking(LinkSession session) -> {
                    session.ready(epoll.events(i));
                    settle(session);
                }
            }
        }
    }

    private void step(Approach approach) {
        Dialling.Step step = approach.step();
        server = approach.server();
        switch (step) {
            case WAIT -> {
                // It has said for what, to the epoll.
            }
            case FAILED -> away(approach.why());
            case DONE -> {
                Line line = approach.line();
                epoll.add(line.descriptor(), 0, Epoll.IN);
                LinkSession session = new LinkSession(side, spec, approach.bus(), line, account, epoll);
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
            case Stage.Approaching(Approach approach) -> approach.close();
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
