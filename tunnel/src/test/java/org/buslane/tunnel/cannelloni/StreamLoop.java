package org.buslane.tunnel.cannelloni;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.buslane.core.bus.Account;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.BusDouble;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;

/** A bus's loop with one tunnel and nothing else, on the test's thread. Its time stands still until the test moves it. */
final class StreamLoop extends BusDouble implements AutoCloseable {
    private final Tunnel tunnel;

    StreamLoop(Function<BusSide, Tunnel> opens) {
        tunnel = opens.apply(this);
    }

    Tunnel tunnel() {
        return tunnel;
    }

    TunnelReport report() {
        return tunnel.report();
    }

    PeerReport peer(int index) {
        return report().peers().get(index);
    }

    long count(int peer, String name) {
        return peer(peer).counts().getOrDefault(name, 0L);
    }

    /** Where a server listens. */
    int port() {
        return port(report());
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    void mtu(int bytes) {
        mtu = bytes;
    }

    /** The bus takes so many more frames. */
    void room(int frames) {
        room = frames;
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
        hear(batch);
        tunnel.drained();
    }

    /** Programs of the bus say these, and go on. */
    void hear(FrameBatch batch) {
        heard.in(batch.count());
        tunnel.hear(batch, batch.all(), heard);
    }

    @Override
    public void close() {
        tunnel.close();
        end();
    }
}
