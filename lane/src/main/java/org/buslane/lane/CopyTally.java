package org.buslane.lane;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Counts one way of a copied lane in memory of the caller's: a mapped file is read by others, and goes on after a
 * restart. One thread counts; any may read.
 */
public final class CopyTally {
    /** Of the memory, aligned to 8. */
    public static final int BYTES = 6 * Long.BYTES;

    private static final int RECEIVED = 0;
    private static final int DELIVERED = 1;
    private static final int DENIED = 2;
    private static final int OVER_RATE = 3;
    private static final int REFUSED = 4;
    private static final int OVERFLOW = 5;

    private final MemorySegment memory;

    public CopyTally(MemorySegment memory) {
        this.memory = memory.asSlice(0, BYTES, Long.BYTES);
    }

    void received(int frames) {
        add(RECEIVED, frames);
    }

    void delivered(int frames) {
        add(DELIVERED, frames);
    }

    void denied() {
        add(DENIED, 1);
    }

    void overRate() {
        add(OVER_RATE, 1);
    }

    void refused(int frames) {
        add(REFUSED, frames);
    }

    void overflow(long frames) {
        add(OVERFLOW, frames);
    }

    private void add(int what, long frames) {
        memory.setAtIndex(ValueLayout.JAVA_LONG, what, get(what) + frames);
    }

    private long get(int what) {
        return memory.getAtIndex(ValueLayout.JAVA_LONG, what);
    }

    public CopyCounts counts() {
        return new CopyCounts(get(RECEIVED), get(DELIVERED), get(DENIED), get(OVER_RATE), get(REFUSED), get(OVERFLOW));
    }
}
