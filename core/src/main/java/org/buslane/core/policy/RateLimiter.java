package org.buslane.core.policy;

import java.util.Arrays;

/**
 * A token bucket for each rule that has a rate. A bucket holds N/10 frames, at least one, and is full
 * at the start: in any time t at most {@code max(1, N/10) + N * t} frames pass, and a sender that keeps
 * to its rate over a tenth of a second is never held back. Owned by one thread; makes no object.
 */
public final class RateLimiter {
    private static final long NANOS = 1_000_000_000L;

    /** The longest a bucket takes to fill: that of one frame a second. */
    private static final long LONGEST_FILL = NANOS;

    private final int[] perSecond;
    /** In billionths of a frame, so that what a nanosecond adds is a whole number: N. */
    private final long[] credit;

    private final long[] filled;

    /**
     * Full buckets.
     *
     * @param now nanoseconds of a clock that does not go back, as in every later call
     */
    public RateLimiter(RuleSet rules, long now) {
        perSecond = rules.rules().stream().mapToInt(Rule::perSecond).toArray();
        credit = Arrays.stream(perSecond).mapToLong(RateLimiter::capacity).toArray();
        filled = new long[perSecond.length];
        Arrays.fill(filled, now);
    }

    /** Frames a bucket of this rate holds. */
    public static int burst(int perSecond) {
        return Math.max(1, perSecond / 10);
    }

    /** Takes a frame from the rule's bucket; false if it is empty, and the frame is over the rate. */
    public boolean take(int rule, long now) {
        int rate = perSecond[rule];
        if (rate == 0) {
            return true;
        }
        // A clock that went back gives nothing, and does not hold up what comes later.
        long elapsed = Math.clamp(now - filled[rule], 0, LONGEST_FILL);
        filled[rule] = now;
        long have = Math.min(capacity(rate), credit[rule] + elapsed * rate);
        boolean passes = have >= NANOS;
        credit[rule] = passes ? have - NANOS : have;
        return passes;
    }

    private static long capacity(int perSecond) {
        return burst(perSecond) * NANOS;
    }
}
