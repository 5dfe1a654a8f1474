package org.buslane.tunnel.socketcand;

/**
 * How many commands a client may give in a second. One that gives more is not refused: it is read later. A tenth of a
 * second's worth may come at once. Owned by the bus's thread, whose clock is passed in.
 */
final class CommandRate {
    private static final long SECOND = 1_000_000_000L;

    private final long each;
    private final long burst;
    private long free;

    /** @param perSecond 0 is as many as it likes */
    CommandRate(int perSecond, long now) {
        this.each = perSecond == 0 ? 0 : SECOND / perSecond;
        this.burst = Math.max(0, SECOND / 10 - each);
        this.free = now;
    }

    /** When the next command may be taken. */
    long due() {
        return each == 0 ? Long.MIN_VALUE : free;
    }

    boolean isFree(long now) {
        return due() <= now;
    }

    /** One was. */
    void take(long now) {
        free = Math.max(free, now - burst) + each;
    }
}
