package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.tunnel.BusDouble;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/** A bus with one tunnel, whose clock stands still unless it is moved. What the tunnel says is kept as text. */
final class ServedBus extends BusDouble implements AutoCloseable {
    /** 2026-11-21 12:00:00 UTC, which frames are stamped with. */
    static final long REALTIME = 1_795_262_400_000_000_000L;

    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, 8), 128);
    private final Tunnel tunnel;

    ServedBus(TunnelKind kind) {
        tunnel = kind.open(this);
    }

    /** The tunnel hears these frames, written as in {@code 123#DEAD}, and that there are no more. */
    void frames(String... frames) {
        hear(frames);
        tunnel.drained();
    }

    /** The tunnel hears these frames, and that more wait. */
    void hear(String... frames) {
        batch.count(frames.length);
        batch.stamp(REALTIME);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        heard.in(frames.length);
        tunnel.hear(batch, batch.all(), heard);
    }

    /** The clock goes on, and the tunnel does what is due. */
    void pass(long nanos) {
        now += nanos;
        run();
    }

    private void run() {
        for (int i = 0; i < 1000 && tunnel.due() <= now; i++) {
            tunnel.run(now);
        }
        assertThat(tunnel.due()).as("it comes to rest").isGreaterThan(now);
    }

    /** The tunnel works until that is so; the clock stands. */
    void until(BooleanSupplier condition) {
        until(condition, () -> turn(5));
    }

    /** What is ready now, if anything gets ready within so many milliseconds. */
    void turn(int millis) {
        for (int i = epoll.await(millis); i > 0; i--) {
            tunnel.ready(epoll.events(i - 1));
        }
        run();
        tunnel.drained();
    }

    long due() {
        return tunnel.due();
    }

    List<PeerReport> peers() {
        return tunnel.report().peers();
    }

    PeerReport peer(String name) {
        return peers().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every ledger adds up, but for what still waits. */
    void expectBalance() {
        expectBalance(peers());
    }

    @Override
    public long realtime() {
        return REALTIME;
    }

    @Override
    public void close() {
        tunnel.close();
        end();
    }
}
