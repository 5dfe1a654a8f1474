package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Gate;

/**
 * What a policy says of the frames of a batch. A rate is spent when a frame is judged, so each set of
 * frames is judged once, however often it is asked about. Owned by the gateway's thread.
 */
final class Judgement {
    private final Gate gate;
    private long generation = -1;
    private long judged;
    private long denied;
    private long overRate;

    Judgement(Gate gate) {
        this.gate = gate;
    }

    /** The frames of {@code selected} that may pass; {@link #count} tells why the others may not. */
    long allowed(FrameBatch batch, long selected, long now) {
        if (batch.generation() != generation || selected != judged) {
            generation = batch.generation();
            judged = selected;
            judge(batch, now);
        }
        return selected & ~(denied | overRate);
    }

    /** Enters those that may not pass into a ledger. */
    void count(Ledger ledger) {
        if ((denied | overRate) != 0) {
            ledger.dropped(DropReason.DENIED, Long.bitCount(denied));
            ledger.dropped(DropReason.OVER_RATE, Long.bitCount(overRate));
        }
    }

    private void judge(FrameBatch batch, long now) {
        denied = 0;
        overRate = 0;
        for (long rest = judged; rest != 0; rest &= rest - 1) {
            long frame = Long.lowestOneBit(rest);
            switch (gate.judge(batch, Long.numberOfTrailingZeros(rest), now)) {
                case PASS -> {}
                case DENIED -> denied |= frame;
                case OVER_RATE -> overRate |= frame;
            }
        }
    }
}
