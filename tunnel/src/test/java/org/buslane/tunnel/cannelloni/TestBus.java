package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.BusDouble;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/**
 * A bus with one tunnel, whose monotonic clock stands still unless it is moved; the other one is the kernel's, which stamps
 * datagrams. What the tunnel says is kept as text.
 */
final class TestBus extends BusDouble implements AutoCloseable {
    boolean keeps = true;
    long count;
    private final Tunnel tunnel;

    TestBus(TunnelKind kind) {
        tunnel = kind.open(this);
        run();
    }

    Tunnel tunnel() {
        return tunnel;
    }

    /** The tunnel hears these frames, and that there are no more. */
    void frames(String... frames) {
        hear(frames);
        tunnel.drained();
    }

    /** The tunnel hears these frames, and that more wait. */
    void hear(String... frames) {
        hear(Batches.of(frames));
    }

    void hear(FrameBatch batch) {
        heard.in(batch.count());
        tunnel.hear(batch, batch.all(), heard);
    }

    /** The clock goes on, and the tunnel does what is due. */
    void pass(long nanos) {
        now += nanos;
        run();
    }

    private void run() {
        if (tunnel.due() - now <= 0) {
            tunnel.run(now);
        }
    }

    /** The tunnel works until that is so. */
    void until(BooleanSupplier condition) {
        until(condition, () -> turn(10));
    }

    /** What is ready now, if anything gets ready within so many milliseconds. */
    void turn(int millis) {
        for (int i = epoll.await(millis); i > 0; i--) {
            tunnel.ready(epoll.events(i - 1));
        }
        run();
    }

    PeerReport peer(int index) {
        return tunnel.report().peers().get(index);
    }

    long number(int peer, String label) {
        return number(peer(peer), label);
    }

    /** Where the tunnel listens. */
    int port() {
        return port(tunnel.report());
    }

    /** Every ledger adds up, but for what still waits. */
    void expectBalance() {
        expectBalance(tunnel.report().peers());
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        if (keeps) {
            return super.say(memory, offset, size, expires);
        }
        count++;
        return true;
    }

    @Override
    public long realtime() {
        Instant instant = Instant.now();
        return instant.getEpochSecond() * 1_000 * MILLI + instant.getNano();
    }

    @Override
    public void close() {
        tunnel.close();
        end();
    }
}
