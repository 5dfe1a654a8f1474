package org.buslane.tunnel.cannelloni;

/**
 * What stamps tell of a way, as RFC 3550 has it: how long it took by the two clocks (which is worth what they agree), how
 * much that changes (jitter, section 6.4.1, which needs no agreement), and how long there and back took by one clock
 * alone (LSR and DLSR of the same section). Nanoseconds. Owned by one thread.
 */
final class Delay {
    private static final int JITTER_SHIFT = 4;
    private static final long MICRO = 1000;

    private boolean isBegun;
    private long oneWay;
    private long jitter;
    private long roundTrip = -1;

    /** Something stamped {@code stamp} by the peer's clock came at {@code now} by ours. */
    void came(long stamp, long now) {
        long transit = now - stamp;
        if (isBegun) {
            long change = Math.abs(transit - oneWay);
            jitter += (change - jitter) >> JITTER_SHIFT;
        }
        isBegun = true;
        oneWay = transit;
    }

    /** What we stamped {@code echo} was held by the peer for a while, and came back now. */
    void echoed(long echo, long heldMicros, long now) {
        long trip = now - echo - heldMicros * MICRO;
        if (echo != 0 && trip >= 0) {
            roundTrip = trip;
        }
    }

    /** Whether there is something to tell. */
    boolean isKnown() {
        return isBegun;
    }

    /** The last one-way delay. Negative if the peer's clock is ahead by more than it. */
    long oneWay() {
        return oneWay;
    }

    /** The mean deviation, a sixteenth of the way nearer to the latest one each time. */
    long jitter() {
        return jitter;
    }

    /** The last round trip; -1 if none is known. */
    long roundTrip() {
        return roundTrip;
    }
}
