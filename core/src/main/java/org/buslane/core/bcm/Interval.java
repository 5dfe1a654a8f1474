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
}
