package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.IdWord;

/**
 * Fills one datagram after the other for one peer:
 *
 * <pre>
 * version:u8 = 2   operation:u8 = 0   sequence:u8, from 0 on   frames:u16 big-endian   {@link FrameCode} ...
 * </pre>
 *
 * Owned by one thread; filling allocates nothing.
 */
final class Packer {
    static final int HEAD = 5;
    static final int VERSION = 2;
    static final int DATA = 0;
    static final int OFFSET_SEQUENCE = 2;
    static final int OFFSET_COUNT = 3;

    static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean sort;
    private final int[] starts;
    private final long[] order;
    private final MemorySegment sorted;
    private MemorySegment target = MemorySegment.NULL;
    private long at;
    private int most;
    private int used;
    private int frames;
    private boolean isInOrder;
    private int sequence;

    /**
     * @param largest bytes of the largest datagram
     * @param sort whether each datagram has its frames in the order of their ids; equal ones keep theirs
     */
    Packer(int largest, boolean sort) {
        int possible = sort ? largest / FrameCode.HEAD + 1 : 0;
        this.sort = sort;
        this.starts = new int[possible + 1];
        this.order = new long[possible];
        this.sorted = MemorySegment.ofArray(new byte[sort ? largest : 0]);
    }

    /**
     * Begins a datagram. The one before is finished, or forgotten.
     *
     * @param memory with {@link FrameCode#MOST} bytes behind the datagram that may be spoilt
     * @param most bytes that it may have
     */
    void begin(MemorySegment memory, long offset, int most) {
        this.target = memory;
        this.at = offset;
        this.most = most;
        this.used = HEAD;
        this.frames = 0;
        this.isInOrder = true;
    }

    /**
     * Adds a frame that takes {@code size} bytes, as {@link FrameCode#size} says.
     *
     * @return whether there was room
     */
    boolean add(FrameBatch batch, int index, int size) {
        if (size > most - used) {
            return false;
        }
        if (sort) {
            note(batch.idWord(index));
        }
        used += FrameCode.write(batch.memory(), batch.offset(index), batch.size(index), target, at + used);
        frames++;
        return true;
    }

    /** How canfd_frame_comp of cannelloni.h compares: by the number alone, whatever the flags are. */
    private void note(int word) {
        long id = word & (IdWord.isExtended(word) ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK);
        order[frames] = id << Integer.SIZE | frames;
        isInOrder &= frames == 0 || order[frames - 1] < order[frames];
        starts[frames] = used;
    }

    /** Frames in this datagram so far. */
    int frames() {
        return frames;
    }

    /** Bytes of this datagram so far. */
    int bytes() {
        return used;
    }

    /** The number that the next finished datagram gets. */
    int sequence() {
        return sequence;
    }

    /**
     * Finishes the datagram, which may have no frame.
     *
     * @return its bytes
     */
    int finish() {
        if (!isInOrder) {
            bringInOrder();
        }
        target.set(ValueLayout.JAVA_BYTE, at, (byte) VERSION);
        target.set(ValueLayout.JAVA_BYTE, at + 1, (byte) DATA);
        target.set(ValueLayout.JAVA_BYTE, at + OFFSET_SEQUENCE, (byte) sequence);
        target.set(NETWORK_SHORT, at + OFFSET_COUNT, (short) frames);
        sequence = sequence + 1 & 0xff;
        return used;
    }

    private void bringInOrder() {
        starts[frames] = used;
        Arrays.sort(order, 0, frames);
        int to = HEAD;
        for (int i = 0; i < frames; i++) {
            int frame = (int) order[i];
            int length = starts[frame + 1] - starts[frame];
            MemorySegment.copy(target, at + starts[frame], sorted, to, length);
            to += length;
        }
        MemorySegment.copy(sorted, HEAD, target, at + HEAD, (long) used - HEAD);
    }
}
