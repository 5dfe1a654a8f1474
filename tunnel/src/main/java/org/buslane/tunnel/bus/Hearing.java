package org.buslane.tunnel.bus;

import java.lang.foreign.Arena;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/** What comes from the bus, and goes to its tunnels. Owned by the bus's thread. */
final class Hearing {
    /** Room for an XL frame. */
    static final int STRIDE = (FrameLayout.XL_MAX_SIZE + 63) & -64;

    /** As many as the kernel has room for by default, twice; then others have their turn. */
    private static final int BATCHES_AT_ONCE = 16;

    private final BusPort port;
    private final Seats seats;
    private final FrameBatch batch =
            new FrameBatch(Arena.ofAuto().allocate((long) STRIDE * FrameBatch.CAPACITY, 64), STRIDE);
    private final Ledger ledger = Ledger.onHeap();
    private long lost;

    Hearing(BusPort port, Seats seats) {
        this.port = port;
        this.seats = seats;
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Receives what waits.
     *
     * @return whether that was all
     */
    boolean receive(long realtime) {
        for (int i = 0; i < BATCHES_AT_ONCE; i++) {
            batch.stamp(realtime);
            int count = port.receive(batch);
            if (count > 0) {
                hear(count);
            }
            overflow(port.dropped());
            if (count < FrameBatch.CAPACITY) {
                return true;
            }
        }
        return false;
    }

    private void hear(int count) {
        ledger.in(count);
        if (seats.isEmpty()) {
            ledger.dropped(DropReason.UNWANTED, count);
        } else {
            seats.hear(batch);
            ledger.delivered(count);
        }
    }

    /** Counts what the kernel lost until now, which it tells by itself only with a frame that comes later. */
    void settle() {
        overflow(port.droppedUntilNow());
    }

    private void overflow(long total) {
        if (total != lost) {
            ledger.in(total - lost);
            ledger.dropped(DropReason.QUEUE_FULL, total - lost);
            lost = total;
        }
    }
}
