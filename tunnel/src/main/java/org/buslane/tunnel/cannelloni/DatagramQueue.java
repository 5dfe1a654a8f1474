package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Datagrams that wait for the network, the oldest first, and the place of one that is being filled. Owned by one thread;
 * nothing is allocated after construction.
 */
final class DatagramQueue {
    private static final int FEWEST = 4;

    private final MemorySegment memory;
    private final int stride;
    private final int places;
    private final int[] bytes;
    private final int[] frames;
    private final long[] expiries;
    private int first;
    private int whole;

    /**
     * @param largest bytes of the largest datagram
     * @param most bytes of all of them, about
     */
    DatagramQueue(Arena arena, int largest, int most) {
        stride = largest + FrameCode.MOST + Long.BYTES - 1 & -Long.BYTES;
        places = Math.max(FEWEST, most / stride);
        memory = arena.allocate((long) places * stride, Long.BYTES);
        bytes = new int[places];
        frames = new int[places];
        expiries = new long[places];
    }

    MemorySegment memory() {
        return memory;
    }

    /** Whether there is no place to fill. */
    boolean isFull() {
        return whole == places;
    }

    /** The place to fill, if there is one: {@link FrameCode#MOST} bytes behind the largest datagram may be spoilt. */
    long open() {
        return (long) place(whole) * stride;
    }

    /** What stands in the open place waits from now on. */
    void add(int size, int count, long expires) {
        int place = place(whole);
        bytes[place] = size;
        frames[place] = count;
        expiries[place] = expires;
        whole++;
    }

    /** Datagrams that wait. */
    int size() {
        return whole;
    }

    long offset(int index) {
        return (long) place(Objects.checkIndex(index, whole)) * stride;
    }

    int bytes(int index) {
        return bytes[place(Objects.checkIndex(index, whole))];
    }

    int frames(int index) {
        return frames[place(Objects.checkIndex(index, whole))];
    }

    /** When the oldest is of no use any more; Long.MAX_VALUE if it is never, or none waits. */
    long expires() {
        return whole == 0 ? Long.MAX_VALUE : expiries[first];
    }

    /** The oldest waits no more. */
    void remove() {
        Objects.checkIndex(0, whole);
        first = place(1);
        whole--;
    }

    private int place(int index) {
        return (first + index) % places;
    }
}
