package org.buslane.virtual;

import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Judge;

/**
 * What a policy says of the frames of a batch. A rate is spent when a frame is judged, so each set of
 * frames is judged once, however often it is asked about. Owned by the gateway's thread.
 */
final class Judgement {
    private final Judge judge;
    private long generation = -1;
    private long judged;
    private long allowed;

    Judgement(Gate gate) {
        this.judge = new Judge(gate);
    }

    /** The frames of {@code selected} that may pass; {@link #count} tells why the others may not. */
    long allowed(FrameBatch batch, long selected, long now) {
        if (batch.generation() != generation || selected != judged) {
            generation = batch.generation();
            judged = selected;
            allowed = judge.allowed(batch, selected, now);
        }
        return allowed;
    }

    /** Enters those that may not pass into a ledger. */
    void count(Ledger ledger) {
        judge.count(ledger);
    }
}
