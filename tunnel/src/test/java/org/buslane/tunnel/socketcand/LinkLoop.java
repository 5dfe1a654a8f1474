package org.buslane.tunnel.socketcand;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.buslane.core.bus.Account;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.BusDouble;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;

/** A bus's loop with one client and nothing else, on the test's thread. Its time stands still until the test moves it. */
final class LinkLoop extends BusDouble implements AutoCloseable {
    private final Tunnel tunnel;

    LinkLoop(TunnelKind kind) {
        this(kind::open);
    }

    private LinkLoop(Function<BusSide, Tunnel> opens) {
        tunnel = opens.apply(this);
    }

    /** A client that asks this one for the addresses of hosts. */
    static LinkLoop asking(Lookup.Resolver resolver, SocketcandClientSpec spec) {
        return new LinkLoop(side -> new SocketcandLink(spec, side, new SplittableRandom(1), resolver));
    }

    Tunnel tunnel() {
        return tunnel;
    }

    TunnelReport report() {
        return tunnel.report();
    }

    PeerReport peer() {
        return report().peers().getFirst();
    }

    long count(String name) {
        return peer().counts().getOrDefault(name, -1L);
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** The bus carries classic frames only. */
    void classic() {
        mtu = FrameLayout.CLASSIC_SIZE;
    }

    /** What it put on the bus, in candump's words. */
    List<String> said() {
        return said;
    }

    Account heard() {
        return heard.account();
    }

    /** One turn: what is due, then what is ready. */
    void turn() {
        if (tunnel.due() - now <= 0) {
            tunnel.run(now);
        }
        if (epoll.await(1) > 0) {
            tunnel.ready(epoll.events(0));
        }
    }

    /** Turns, and with it the server's bus, until it is so. */
    void until(Served served, BooleanSupplier condition) {
        until(() -> {
            served.bus.turn(1);
            return condition.getAsBoolean();
        });
    }

    /** Turns until it is so. */
    void until(BooleanSupplier condition) {
        until(condition, this::turn);
    }

    @Override
    public String toString() {
        return report().toString();
    }

    /** Programs of the bus say these, and then nothing more. */
    void say(String... frames) {
        say(Batches.of(frames));
    }

    void say(FrameBatch batch) {
        heard.in(batch.count());
        tunnel.hear(batch, batch.all(), heard);
        tunnel.drained();
    }

    /** Every frame is accounted for, but for those that wait. */
    void expectBalance() {
        expectBalance(report().peers());
    }

    @Override
    public void close() {
        tunnel.close();
        end();
    }
}
