package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/**
 * A bus with one tunnel, whose monotonic clock stands still unless it is moved; the other one is the kernel's, which stamps
 * datagrams. What the tunnel says is kept as text.
 */
final class TestBus implements BusSide, AutoCloseable {
    static final long MILLI = 1_000_000;
    private static final long PATIENCE = 10_000 * MILLI;

    final List<String> said = new ArrayList<>();
    final Ledger heard = Ledger.onHeap();
    long now = 1_000_000 * MILLI;
    int mtu = FrameLayout.FD_SIZE;
    int room = Integer.MAX_VALUE;
    boolean keeps = true;
    long count;
    private final Epoll epoll = new Epoll(4);
    private final Tunnel tunnel;
    private boolean isWatched;

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
        hear(Words.batch(frames));
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
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("said until now: %s", said).isNegative();
            turn(10);
        }
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

    private static long number(PeerReport peer, String label) {
        return Optional.ofNullable(peer.counts().get(label)).orElseThrow();
    }

    /** Where the tunnel listens. */
    int port() {
        String listening = tunnel.report().listening();
        return Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1, listening.indexOf('/')));
    }

    /** Every ledger adds up, but for what still waits. */
    void expectBalance() {
        assertThat(heard.account()).matches(Account::isBalanced);
        for (PeerReport peer : tunnel.report().peers()) {
            assertThat(peer.received()).matches(Account::isBalanced);
            assertThat(peer.sent().in() - peer.sent().delivered() - peer.sent().dropped())
                    .as("%s to %s", peer.sent(), peer.name())
                    .isEqualTo(number(peer, "frames_waiting"));
        }
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        if (room == 0) {
            return false;
        }
        room--;
        count++;
        if (keeps) {
            said.add(Words.text(memory, offset, size));
        }
        return true;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long realtime() {
        Instant instant = Instant.now();
        return instant.getEpochSecond() * 1_000 * MILLI + instant.getNano();
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        if (isWatched) {
            epoll.modify(descriptor, 0, events);
        } else {
            epoll.add(descriptor, 0, events);
        }
        isWatched = true;
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
