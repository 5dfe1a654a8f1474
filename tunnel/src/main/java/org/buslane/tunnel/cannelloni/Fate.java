package org.buslane.tunnel.cannelloni;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;

/** What becomes of the frames of a batch among several peers: who gets none is told why by the last one. */
final class Fate {
    private final DropReason[] reasons = new DropReason[FrameBatch.CAPACITY];
    private long reached;

    /** Before a batch: {@code reason} is why, as long as no peer says another. */
    void begin(long selected, DropReason reason) {
        reached = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            reasons[Long.numberOfTrailingZeros(left)] = reason;
        }
    }

    /** A peer is to get it. */
    void reached(int frame) {
        reached |= 1L << frame;
    }

    void dropped(int frame, DropReason reason) {
        reasons[frame] = reason;
    }

    /** After the last peer. */
    void count(long selected, Ledger heard) {
        heard.delivered(Long.bitCount(selected & reached));
        for (long left = selected & ~reached; left != 0; left &= left - 1) {
            heard.dropped(reasons[Long.numberOfTrailingZeros(left)], 1);
        }
    }
}
