package org.buslane.tunnel.socketcand;

/**
 * When clients are written to. A write costs the same for one frame or for ten, so what many clients cost is bounded by
 * writing less often the more they are: the first frame after a quiet time goes at once, those after it go together. One
 * client never waits. Owned by the bus's thread, whose clock is passed in.
 */
final class Pace {
    /** Nanoseconds for each client: writing, and what the kernel does for it at once, takes about a fifth of that. */
    static final long EACH = 25_000;

    /** Nanoseconds that a frame waits at most, however many clients there are. */
    static final long MOST = 5_000_000;

    private boolean isWaiting;
    private boolean hasBegun;
    private long last;

    /** There is something to write. */
    void waits() {
        isWaiting = true;
    }

    /** When it is to be written; Long.MAX_VALUE is never, a time that has been is at once. */
    long due(int clients) {
        if (!isWaiting) {
            return Long.MAX_VALUE;
        }
        return hasBegun ? last + between(clients) : Long.MIN_VALUE;
    }

    boolean isDue(int clients, long now) {
        return due(clients) <= now;
    }

    private static long between(int clients) {
        return clients <= 1 ? 0 : Math.min(clients * EACH, MOST);
    }

    /** All of it was. */
    void written(long now) {
        isWaiting = false;
        hasBegun = true;
        last = now;
    }
}
