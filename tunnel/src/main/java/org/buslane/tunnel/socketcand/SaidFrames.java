package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/**
 * Frames that clients have said on the bus and the others of the same bus are to hear, oldest first. Who hears one may say
 * more at once (ISO-TP answers), which goes behind the others. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class SaidFrames {
    /** Frames: as many as wait for the device at most, and more than a transfer of ISO-TP has. */
    static final int CAPACITY = 1024;

    private static final int SLOT = FrameLayout.FD_SIZE;

    private final MemorySegment waiting = Arena.ofAuto().allocate((long) CAPACITY * SLOT, 8);
    private final int[] sizes = new int[CAPACITY];
    private final int[] speakers = new int[CAPACITY];
    private final FrameBatch staged = batch();
    private final FrameBatch taken = batch();
    private final int[] takenSpeakers = new int[FrameBatch.CAPACITY];
    private int head;
    private int count;

    private static FrameBatch batch() {
        return new FrameBatch(Arena.ofAuto().allocate((long) FrameBatch.CAPACITY * SLOT, 8), SLOT);
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /** The frame alone in a batch, to be judged; valid until the next call. */
    FrameBatch stage(MemorySegment memory, long offset, int size) {
        staged.count(1);
        staged.size(0, size);
        MemorySegment.copy(memory, offset, staged.memory(), staged.offset(0), size);
        return staged;
    }

    /** The staged one was said. There is room. */
    void add(int speaker) {
        int slot = (head + count++) % CAPACITY;
        sizes[slot] = staged.size(0);
        speakers[slot] = speaker;
        MemorySegment.copy(staged.memory(), staged.offset(0), waiting, (long) slot * SLOT, sizes[slot]);
    }

    /** The oldest, up to 64, which wait no more; valid until the next call. */
    FrameBatch take(long realtime) {
        int size = Math.min(count, FrameBatch.CAPACITY);
        taken.count(size);
        taken.stamp(realtime);
        for (int i = 0; i < size; i++) {
            taken.size(i, sizes[head]);
            takenSpeakers[i] = speakers[head];
            MemorySegment.copy(waiting, (long) head * SLOT, taken.memory(), taken.offset(i), sizes[head]);
            head = (head + 1) % CAPACITY;
        }
        count -= size;
        return taken;
    }

    /** Who said that one of those taken. */
    int speaker(int index) {
        return takenSpeakers[index];
    }

    /** Those of the taken ones that the speaker of this one has said without a break, this one first. */
    long run(int index) {
        long run = 0;
        for (int i = index; i < taken.count() && takenSpeakers[i] == takenSpeakers[index]; i++) {
            run |= 1L << i;
        }
        return run;
    }
}
