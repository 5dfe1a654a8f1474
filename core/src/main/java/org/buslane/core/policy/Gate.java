package org.buslane.core.policy;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * One direction of a policy at work: says of each frame whether it may pass, and spends the rate of the
 * rule that lets it. Belongs to one thread; judging allocates nothing.
 */
public final class Gate {
    /** What becomes of a frame. */
    public enum Verdict {
        PASS,
        DENIED,
        OVER_RATE
    }

    private final Matcher matcher;
    private final RateLimiter rates;
    private final boolean errorFrames;

    /** @param now nanoseconds of the clock that {@link #judge} is told */
    public Gate(Policy policy, Access access, long now) {
        this.matcher = new Matcher(policy.rules(access));
        this.rates = new RateLimiter(policy.rules(access), now);
        this.errorFrames = policy.passesErrors(access);
    }

    /**
     * @param frame a slot of the batch
     * @param now nanoseconds of a clock that never goes back
     */
    public Verdict judge(FrameBatch batch, int frame, long now) {
        int size = batch.size(frame);
        int idWord = batch.idWord(frame);
        if (size != FrameLayout.CLASSIC_SIZE && FrameLayout.isXl(batch.memory(), batch.offset(frame), size)) {
            // An XL frame arbitrates with its 11-bit priority; the rest of the word is its virtual network.
            idWord &= IdWord.STANDARD_MASK;
        } else if (IdWord.isError(idWord)) {
            return errorFrames ? Verdict.PASS : Verdict.DENIED;
        }
        int rule = matcher.match(idWord);
        if (rule < 0) {
            return Verdict.DENIED;
        }
        return rates.take(rule, now) ? Verdict.PASS : Verdict.OVER_RATE;
    }
}
