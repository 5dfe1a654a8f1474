package org.buslane.virtual;

/** One who has something to do at some time. Owned by the gateway's thread. */
interface Timed {
    /** In nanoseconds of the gateway's monotonic clock; Long.MAX_VALUE is never. */
    long due();

    void run(long now);
}
