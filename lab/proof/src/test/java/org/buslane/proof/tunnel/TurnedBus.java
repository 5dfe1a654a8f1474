package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Clocks;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;

/** A bus with one tunnel and nobody else, on the test's thread: it goes on when a test turns it. */
final class TurnedBus implements BusSide, AutoCloseable {
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private final Epoll epoll = new Epoll(1);
    private final List<String> said = new ArrayList<>();
    private final Ledger heard = Ledger.onHeap();
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);
    private final Tunnel tunnel;
    private boolean isWatched;

    TurnedBus(TunnelKind kind) {
        tunnel = kind.open(this);
    }

    /** What the tunnel put on the bus, in candump's words. */
    List<String> said() {
        return said;
    }

    TunnelReport report() {
        return tunnel.report();
    }

    long count(int peer, String name) {
        return peer(peer).counts().getOrDefault(name, 0L);
    }

    PeerReport peer(int index) {
        return report().peers().get(index);
    }

    /** Where a server listens. */
    int port() {
        String at = report().listening();
        return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1, at.indexOf('/')));
    }

    void turn() {
        if (tunnel.due() - now() <= 0) {
            tunnel.run(now());
        }
        if (epoll.await(1) > 0) {
            tunnel.ready(epoll.events(0));
        }
    }

    /** Turns itself and these until it is so. */
    void until(BooleanSupplier condition, TurnedBus... others) {
        long deadline = System.nanoTime() + LONGEST;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s %s", report(), said).isLessThan(deadline);
            turn();
            for (TurnedBus other : others) {
                other.turn();
            }
        }
    }

    /** Programs of the bus say these, and then nothing more. */
    void say(String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        heard.in(frames.length);
        tunnel.hear(batch, batch.all(), heard);
        tunnel.drained();
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        said.add(FrameText.format(FrameStruct.read(memory, offset, size)));
        return true;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public long realtime() {
        return Clocks.realtimeNanos();
    }

    @Override
    public int mtu() {
        return FrameLayout.FD_SIZE;
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
        epoll.close();
    }
}
