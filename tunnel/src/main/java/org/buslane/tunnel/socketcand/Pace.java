package org.buslane.tunnel.socketcand;

/**
 * When clients are written to. A write costs the same for one frame or for ten, so what many clients cost is bounded by
 * writing less often the more it takes: the first frame after a quiet time goes at once, those after it go together, and
 * writing is a tenth of the bus's time at most. One client never waits. Owned by the bus's thread, whose clock is passed in.
 */
final class Pace {
    /** For so many times as long as the last writing took nothing is written. */
    static final long REST = 9;

    /** Nanoseconds that a frame waits at most, however long the writing took. */
    static final long MOST = 20_000_000;

    private boolean isWaiting;
    private boolean hasBegun;
    private long last;
    private long took;

    /** There is something to write. */
    void waits() {
        isWaiting = true;
    }

    /** When it is to be written; Long.MAX_VALUE is never, a time that has been is at once. */
    long due(int clients) {
        if (!isWaiting) {
            return Long.MAX_VALUE;
        }
        return hasBegun ? last + rest(clients) : Long.MIN_VALUE;
    }

    boolean isDue(int clients, long now) {
        return due(clients) <= now;
    }

    private long rest(int clients) {
        return clients <= 1 ? 0 : Math.min(took * REST, MOST);
    }

    /** All of it was. */
    void written(long begin, long end) {
        isWaiting = false;
        hasBegun = true;
        last = end;
        took = end - begin;
    }
}
