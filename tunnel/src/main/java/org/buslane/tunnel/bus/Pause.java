package org.buslane.tunnel.bus;

/** How long until an interface that is not there is looked for again: soon, then every second. Pure. */
record Pause(long nanos) {
    private static final long MILLI = 1_000_000;
    private static final long MOST = 1_000 * MILLI;

    static final Pause FIRST = new Pause(20 * MILLI);

    /** The one after another failure. */
    Pause next() {
        return new Pause(Math.min(MOST, nanos + nanos / 2));
    }
}
