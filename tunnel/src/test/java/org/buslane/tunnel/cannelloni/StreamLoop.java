package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;

/** A bus's loop with one tunnel and nothing else, on the test's thread. Its time stands still until the test moves it. */
final class StreamLoop implements BusSide, AutoCloseable {
    private static final long LONGEST = Duration.ofSeconds(20).toNanos();

    private final Epoll epoll = new Epoll(1);
    private final List<String> said = new ArrayList<>();
    private final Ledger heard = Ledger.onHeap();
    private final Tunnel tunnel;
    private long now = 1_000_000_000L;
    private int mtu = FrameLayout.FD_SIZE;
    private int room = Integer.MAX_VALUE;
    private boolean isWatched;

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
        String at = report().listening();
        return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1, at.indexOf('/')));
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
        long deadline = System.nanoTime() + LONGEST;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s %s", report(), said).isLessThan(deadline);
            turn();
        }
    }

    /** Programs of the bus say these, and then nothing more. */
    void say(String... frames) {
        say(Words.batch(frames));
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
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        assertThat(expires).isGreaterThan(now);
        if (room == 0) {
            return false;
        }
        room--;
        said.add(Words.text(memory, offset, size));
        return true;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long realtime() {
        return now;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        if (isWatched) {
            epoll.modify(descriptor, 1, events);
        } else {
            epoll.add(descriptor, 1, events);
            isWatched = true;
        }
    }

    @Override
    public void unwatch(Descriptor descriptor) {
        epoll.remove(descriptor);
        isWatched = false;
    }

    @Override
    public void close() {
        tunnel.close();
        assertThat(isWatched).isFalse();
        epoll.close();
    }
}
