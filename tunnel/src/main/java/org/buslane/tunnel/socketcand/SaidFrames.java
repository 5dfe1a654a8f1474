package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/**
 * Frames that clients have said on the bus and the others of the same bus are to hear. Two batches, as those who hear one
 * may say more (ISO-TP answers at once), which goes to the other. Owned by the bus's thread; nothing is allocated for a
 * frame.
 */
final class SaidFrames {
    private static final class Batch {
        private final FrameBatch frames = new FrameBatch(
                Arena.ofAuto().allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);
        private final int[] speakers = new int[FrameBatch.CAPACITY];
        private int count;
    }

    private Batch filling = new Batch();
    private Batch taken = new Batch();

    boolean isEmpty() {
        return filling.count == 0;
    }

    boolean isFull() {
        return filling.count == FrameBatch.CAPACITY;
    }

    /** Where the next one stands after {@link #stage}. */
    FrameBatch frames() {
        return filling.frames;
    }

    /** Copies a frame to behind the others, without being one of them yet. @return its index in {@link #frames} */
    int stage(MemorySegment memory, long offset, int size) {
        FrameBatch frames = filling.frames;
        frames.size(filling.count, size);
        MemorySegment.copy(memory, offset, frames.memory(), frames.offset(filling.count), size);
        return filling.count;
    }

    /** The staged one was said. */
    void add(int speaker) {
        filling.speakers[filling.count++] = speaker;
    }

    /** All of them, valid until the next call. */
    FrameBatch take(long realtime) {
        Batch now = filling;
        filling = taken;
        taken = now;
        filling.count = 0;
        now.frames.count(now.count);
        now.frames.stamp(realtime);
        return now.frames;
    }

    /** Who said that one of those taken. */
    int speaker(int index) {
        return taken.speakers[index];
    }

    /** Those of the taken ones that the speaker of this one has said without a break, this one first. */
    long run(int index) {
        long run = 0;
        for (int i = index; i < taken.count && taken.speakers[i] == taken.speakers[index]; i++) {
            run |= 1L << i;
        }
        return run;
    }
}
