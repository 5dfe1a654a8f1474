package org.buslane.tunnel.line;

import java.util.random.RandomGenerator;

/**
 * How long until what failed is tried again: at once a little, then twice as long each time, and never quite the same, so
 * that those who lost one server together do not come back together.
 */
public final class Backoff {
    private static final long MILLI = 1_000_000;
    private static final long FIRST = 250 * MILLI;
    private static final long MOST = 5_000 * MILLI;

    private final RandomGenerator random;
    private long next = FIRST;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Nanoseconds: half of the pause at least, all of it at most. */
    public long pause() {
        long pause = next;
        next = Math.min(MOST, 2 * next);
        return pause / 2 + random.nextLong(pause / 2 + 1);
    }

    /** It works. */
    public void reset() {
        next = FIRST;
    }
}
