package org.buslane.virtual.adapter;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;

/**
 * Frames that were written to the adapter and not yet answered: CR, {@code z} or {@code Z} is for one that it took, BEL for
 * one that it did not, in the order in which they were written. Much firmware answers none of them, so nobody waits for an
 * answer: what has none after a second counts as taken. Owned by the gateway's thread.
 */
final class Unanswered {
    private static final long PATIENCE = 1_000_000_000;

    /** None who answers lets so many wait. */
    private static final int MOST = 4096;

    private Ledger ledger = Ledger.onHeap();
    private int count;
    private long due = Long.MAX_VALUE;
    private boolean answers;

    /** The account of what the adapter hears. */
    void countIn(Ledger heard) {
        ledger = heard;
    }

    void written(int frames, long now) {
        if (frames > 0) {
            count += frames;
            due = now + PATIENCE;
            if (count > MOST) {
                taken(count - MOST);
            }
        }
    }

    void taken() {
        answered();
        taken(Math.min(count, 1));
    }

    void refused() {
        answered();
        if (count > 0) {
            ledger.dropped(DropReason.REFUSED, 1);
            less(1);
        }
    }

    /** An answer to nothing is one that came late. */
    private void answered() {
        answers |= count > 0;
    }

    private void taken(int frames) {
        ledger.delivered(frames);
        less(frames);
    }

    private void less(int frames) {
        count -= frames;
        if (count == 0) {
            due = Long.MAX_VALUE;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long due() {
        return due;
    }

    void run(long now) {
        if (count > 0 && due - now <= 0) {
            taken(count);
        }
    }

    /**
     * The adapter is gone: if it used to answer, what it did not answer has not come through.
     *
     * @param unwritten frames that it was not even given
     */
    void lost(int unwritten) {
        ledger.dropped(DropReason.GONE, unwritten);
        if (answers) {
            ledger.dropped(DropReason.GONE, count);
            less(count);
        } else {
            taken(count);
        }
        answers = false;
    }
}
