package org.buslane.core.bcm;

/** {@code struct bcm_timeval}: what a program asked for, as it is told it again. */
public record Interval(long seconds, long micros) {
    public static final Interval NONE = new Interval(0, 0);

    /** BCM_TIMER_SEC_MAX: 400 days. */
    private static final long MOST_SECONDS = 400L * 24 * 60 * 60;

    /** bcm_is_invalid_tv() refuses the others. */
    boolean isValid() {
        return seconds >= 0 && seconds <= MOST_SECONDS && micros >= 0 && micros < 1_000_000;
    }

    long nanos() {
        return (seconds * 1_000_000 + micros) * 1_000;
    }

    /** This, or so many nanoseconds, in whole microseconds, if it is shorter; none stays none, and what is not valid so. */
    public Interval atLeast(long nanos) {
        if (!isValid() || nanos() == 0 || nanos() >= nanos) {
            return this;
        }
        long micros = Math.ceilDiv(nanos, 1_000L);
        return new Interval(micros / 1_000_000, micros % 1_000_000);
    }
}
