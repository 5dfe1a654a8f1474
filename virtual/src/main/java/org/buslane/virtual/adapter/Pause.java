package org.buslane.virtual.adapter;

/**
 * How long until what failed is tried again: soon after it was there, as who plugs something in watches, then every few
 * seconds. Pure.
 *
 * @param nanos of this pause
 */
record Pause(long nanos) {
    private static final long MILLI = 1_000_000;
    private static final long MOST = 5_000 * MILLI;

    static final Pause FIRST = new Pause(200 * MILLI);

    /** The one after another failure. */
    Pause next() {
        return new Pause(Math.min(MOST, nanos + nanos / 2));
    }
}
