package org.buslane.core.policy;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;

/**
 * A {@link Gate} for sets of frames: says which may pass, and until the next set why the others may not. A rate is spent
 * when a frame is judged. Belongs to one thread; judging allocates nothing.
 */
public final class Judge {
    private final Gate gate;
    private long denied;
    private long overRate;

    public Judge(Gate gate) {
        this.gate = gate;
    }

    /**
     * The frames of {@code selected} that may pass.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    public long allowed(FrameBatch batch, long selected, long now) {
        denied = 0;
        overRate = 0;
        for (long rest = selected; rest != 0; rest &= rest - 1) {
            long frame = Long.lowestOneBit(rest);
            switch (gate.judge(batch, Long.numberOfTrailingZeros(rest), now)) {
                case PASS -> {}
                case DENIED -> denied |= frame;
                case OVER_RATE -> overRate |= frame;
            }
        }
        return selected & ~refused();
    }

    /** Those of the last set that no rule lets pass. */
    public long denied() {
        return denied;
    }

    /** Those of the last set for which a rule lets no more pass now. */
    public long overRate() {
        return overRate;
    }

    /** Those of the last set that may not pass. */
    public long refused() {
        return denied | overRate;
    }

    /** Enters them into a ledger. */
    public void count(Ledger ledger) {
        if (refused() != 0) {
            ledger.dropped(DropReason.DENIED, Long.bitCount(denied));
            ledger.dropped(DropReason.OVER_RATE, Long.bitCount(overRate));
        }
    }
}
