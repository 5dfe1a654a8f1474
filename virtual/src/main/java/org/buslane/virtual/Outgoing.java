package org.buslane.virtual;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.jspecify.annotations.Nullable;

/**
 * Frames that the gateway's own participants have said, until the batch they may be answering is through:
 * nobody's frames overtake those that they answer, and no delivery begins within another. Owned by the
 * gateway's thread; nothing is allocated for a frame.
 */
final class Outgoing {
    static final int CAPACITY = 512;

    /** Room for the longest frame. */
    private static final int STRIDE = (FrameLayout.XL_MAX_SIZE + 63) & -64;

    private final MemorySegment memory = Arena.ofAuto().allocate((long) CAPACITY * STRIDE, 64);
    private final int[] sizes = new int[CAPACITY];
    private final @Nullable Speaker[] speakers = new @Nullable Speaker[CAPACITY];
    private final @Nullable Link[] links = new @Nullable Link[CAPACITY];
    private int head;
    private int count;

    /** How many wait. */
    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether there was room for it */
    boolean add(Speaker from, Link to, MemorySegment frames, long offset, int size) {
        if (count == CAPACITY || size > STRIDE) {
            return false;
        }
        int place = (head + count) % CAPACITY;
        MemorySegment.copy(frames, offset, memory, (long) place * STRIDE, size);
        sizes[place] = size;
        speakers[place] = from;
        links[place] = to;
        count++;
        return true;
    }

    /** Who said the first of those that wait. */
    Speaker speaker() {
        return requireNonNull(speakers[head]);
    }

    /** Where the first goes. */
    Link link() {
        return requireNonNull(links[head]);
    }

    /** Moves the first, and those behind it of the same speaker for the same link, into a batch. */
    void take(FrameBatch batch) {
        Speaker speaker = speaker();
        Link link = link();
        int taken = 0;
        while (count > 0 && taken < FrameBatch.CAPACITY && speakers[head] == speaker && links[head] == link) {
            int size = sizes[head];
            batch.size(taken, size);
            MemorySegment.copy(memory, (long) head * STRIDE, batch.memory(), batch.offset(taken), size);
            Arrays.fill(speakers, head, head + 1, null);
            Arrays.fill(links, head, head + 1, null);
            head = (head + 1) % CAPACITY;
            count--;
            taken++;
        }
        batch.count(taken);
    }
}
