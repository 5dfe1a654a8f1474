package org.buslane.node.reconcile;

/**
 * When something that went wrong is tried again: soon at first, as most of what is missing is on its way, and every few
 * seconds once it has been missing for a minute. Pure.
 *
 * @param failures how often it went wrong in a row, at least once
 * @param since when it first did, in nanoseconds of the clock that is passed in
 * @param due when it is tried again
 */
record Backoff(int failures, long since, long due) {
    private static final long MILLI = 1_000_000;
    private static final long FIRST = 100 * MILLI;

    /** What comes back without a word of the kernel's is found within a second. */
    private static final long SOON = 800 * MILLI;

    private static final long SOON_FOR = 60_000 * MILLI;
    private static final long LATER = 5_000 * MILLI;
    private static final int MOST_DOUBLINGS = 3;

    static Backoff first(long now) {
        return new Backoff(1, now, now + FIRST);
    }

    /** After one failure more. */
    Backoff again(long now) {
        long pause = now - since > SOON_FOR ? LATER : Math.min(SOON, FIRST << Math.min(failures, MOST_DOUBLINGS));
        return new Backoff(failures + 1, since, now + pause);
    }

    /** Something happened that may be what it waits for. */
    Backoff hurried(long now) {
        return new Backoff(failures, since, Math.min(due, now));
    }

    boolean isDue(long now) {
        return due - now <= 0;
    }
}
