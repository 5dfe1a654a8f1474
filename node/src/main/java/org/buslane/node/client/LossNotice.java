package org.buslane.node.client;

/** Decides when to tell of frames that a socket lost: soon, but once in a second at most. */
final class LossNotice {
    private static final long INTERVAL = 1_000_000_000;

    private int counter;
    private long lost;
    private long told;
    private long toldAt;
    private boolean everTold;

    /**
     * Takes note of the socket's drop counter.
     *
     * @param drops counted since the socket was made, modulo 2^32
     */
    void seen(int drops) {
        lost += Integer.toUnsignedLong(drops - counter);
        counter = drops;
    }

    /** Frames lost in all. */
    long lost() {
        return lost;
    }

    /**
     * Frames to tell of now, lost since the last telling; 0 for nothing to tell, or not yet.
     *
     * @param now nanoseconds of any steady clock
     */
    long tell(long now) {
        if (lost == told || (everTold && now - toldAt < INTERVAL)) {
            return 0;
        }
        long news = lost - told;
        told = lost;
        toldAt = now;
        everTold = true;
        return news;
    }
}
