package org.buslane.core.frame;

import java.lang.foreign.MemorySegment;

/**
 * Up to 64 frames outside the heap, one per slot, each in the kernel's struct layout
 * ({@link FrameLayout}). A set of its frames is a long with one bit per slot, so that policy and
 * filters narrow a set down without moving a frame. Owned by one thread; nothing is allocated after
 * construction.
 */
public final class FrameBatch {
    /** As many as a {@code long} has bits. */
    public static final int CAPACITY = 64;

    private final MemorySegment memory;
    private final int stride;
    private final int[] sizes = new int[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private final long[] stamps = new long[CAPACITY];
    private int count;
    private long generation;
    private long stamp;
    private boolean hasStamps;

    /**
     * Over memory of the caller's, which outlives the batch.
     *
     * @param stride bytes from one slot to the next, at least the largest frame it is to hold
     */
    public FrameBatch(MemorySegment memory, int stride) {
        if (stride < FrameLayout.FD_SIZE || memory.byteSize() < (long) stride * CAPACITY) {
            throw new IllegalArgumentException(
                    "%d slots of %d bytes do not fit in %d bytes".formatted(CAPACITY, stride, memory.byteSize()));
        }
        this.memory = memory;
        this.stride = stride;
        for (int i = 0; i < CAPACITY; i++) {
            offsets[i] = (long) stride * i;
        }
    }

    public MemorySegment memory() {
        return memory;
    }

    public int stride() {
        return stride;
    }

    /** Where the frame of slot {@code index} begins in {@link #memory()}. */
    public long offset(int index) {
        return offsets[index];
    }

    public int count() {
        return count;
    }

    /** Frames stand in slots 0 to {@code count - 1}; their sizes are set one by one. */
    public void count(int frames) {
        if (frames < 0 || frames > CAPACITY) {
            throw new IllegalArgumentException("a batch holds 0 to 64 frames, not " + frames);
        }
        count = frames;
        generation++;
    }

    /** Another number after each {@link #count(int)}: what was worked out for one fill is not used for the next. */
    public long generation() {
        return generation;
    }

    /** Bytes of the struct in slot {@code index}: 16, 72 or 12 plus the length of an XL frame. */
    public int size(int index) {
        return sizes[index];
    }

    /** The frame of slot {@code index} begins with the slot and has so many bytes. */
    public void size(int index, int bytes) {
        frame(index, 0, bytes);
    }

    /** The frame of slot {@code index} has {@code bytes} after {@code skip} that are no part of it. */
    public void frame(int index, int skip, int bytes) {
        offsets[index] = (long) stride * index + skip;
        sizes[index] = bytes;
    }

    /** The {@code can_id} word of slot {@code index}. */
    public int idWord(int index) {
        return FrameLayout.idWord(memory, offset(index));
    }

    /** When these frames were taken, in nanoseconds of CLOCK_REALTIME. */
    public long stamp() {
        return stamp;
    }

    /** All frames were taken then. */
    public void stamp(long nanos) {
        stamp = nanos;
        hasStamps = false;
    }

    /** When the frame of slot {@code index} came, if that is known, else when it was taken; in nanoseconds of CLOCK_REALTIME. */
    public long arrival(int index) {
        return hasStamps ? stamps[index] : stamp;
    }

    /** Each of them came at a time of its own, which are all said, after {@link #stamp(long)}. */
    public void arrival(int index, long nanos) {
        stamps[index] = nanos;
        hasStamps = true;
    }

    /** The set of all frames: bits 0 to {@code count - 1}. */
    public long all() {
        return count == CAPACITY ? -1L : (1L << count) - 1;
    }
}
