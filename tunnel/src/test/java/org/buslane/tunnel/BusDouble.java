package org.buslane.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;

/** A bus for one tunnel, whose clock stands still unless it is moved. What the tunnel says is kept as text. */
public abstract class BusDouble implements BusSide {
    public static final long MILLI = 1_000_000;

    private static final long PATIENCE = 20_000 * MILLI;

    /** In candump's words. */
    public final List<String> said = new ArrayList<>();

    public final Ledger heard = Ledger.onHeap();
    public long now = 1_000_000 * MILLI;
    public int mtu = FrameLayout.FD_SIZE;

    /** It takes so many more frames. */
    public int room = Integer.MAX_VALUE;

    /** For what the tunnel watches. */
    protected final Epoll epoll = new Epoll(4);

    private boolean isWatched;

    protected BusDouble() {}

    /** Works until it is so, by the real clock; the bus's stands. */
    protected final void until(BooleanSupplier condition, Runnable work) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("said until now: %s; %s", said, this)
                    .isNegative();
            work.run();
        }
    }

    /** Every ledger adds up, but for what still waits. */
    protected final void expectBalance(List<PeerReport> peers) {
        assertThat(heard.account()).matches(Account::isBalanced);
        for (PeerReport peer : peers) {
            assertThat(peer.received()).matches(Account::isBalanced);
            assertThat(peer.sent().in() - peer.sent().delivered() - peer.sent().dropped())
                    .as("%s to %s", peer.sent(), peer.name())
                    .isEqualTo(number(peer, "frames_waiting"));
        }
    }

    /** One of a peer's counts, which is there. */
    public static long number(PeerReport peer, String label) {
        return Optional.ofNullable(peer.counts().get(label)).orElseThrow();
    }

    /** Where a tunnel listens. */
    public static int port(TunnelReport report) {
        String at = report.listening();
        return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1, at.indexOf('/')));
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        assertThat(expires).isGreaterThan(now);
        if (room == 0) {
            return false;
        }
        room--;
        said.add(Batches.text(memory, offset, size));
        return true;
    }

    @Override
    public final long now() {
        return now;
    }

    @Override
    public long realtime() {
        return now;
    }

    @Override
    public final int mtu() {
        return mtu;
    }

    @Override
    public final void watch(Descriptor descriptor, int events) {
        if (isWatched) {
            epoll.modify(descriptor, 0, events);
        } else {
            epoll.add(descriptor, 0, events);
        }
        isWatched = true;
    }

    @Override
    public final void unwatch(Descriptor descriptor) {
        epoll.remove(descriptor);
        isWatched = false;
    }

    /** Once the tunnel is closed. */
    protected final void end() {
        assertThat(isWatched).isFalse();
        epoll.close();
    }
}
