package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/**
 * Frames that wait until the server takes them, the oldest first, each with the time from which it is of no use. Owned by
 * one thread; nothing is allocated after construction. Memory that no frame has been in costs nothing.
 *
 * <pre>
 * slot  expires:i64 size:i32 pad:i32 frame[72]
 * </pre>
 */
final class WaitingFrames {
    static final int SLOT = 2 * Long.BYTES + FrameLayout.FD_SIZE;
    private static final int OFFSET_SIZE = Long.BYTES;
    private static final int OFFSET_FRAME = 2 * Long.BYTES;

    private final MemorySegment memory;
    private final int capacity;
    private int head;
    private int count;

    /** @param bytes what they may take, of {@link #SLOT} for each */
    WaitingFrames(Arena arena, int bytes) {
        this.capacity = Math.max(1, bytes / SLOT);
        this.memory = arena.allocate((long) capacity * SLOT, 8);
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether there was room */
    boolean add(FrameBatch batch, int index, long expires) {
        if (count == capacity) {
            return false;
        }
        long at = (long) ((head + count) % capacity) * SLOT;
        int size = batch.size(index);
        memory.set(ValueLayout.JAVA_LONG, at, expires);
        memory.set(ValueLayout.JAVA_INT, at + OFFSET_SIZE, size);
        MemorySegment.copy(batch.memory(), batch.offset(index), memory, at + OFFSET_FRAME, size);
        count++;
        return true;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the struct of the oldest begins. */
    long frame() {
        return (long) head * SLOT + OFFSET_FRAME;
    }

    /** Bytes of its struct. */
    int size() {
        return memory.get(ValueLayout.JAVA_INT, (long) head * SLOT + OFFSET_SIZE);
    }

    /** When the oldest is of no use any more; Long.MAX_VALUE if none waits or it never is. */
    long expires() {
        return count == 0 ? Long.MAX_VALUE : memory.get(ValueLayout.JAVA_LONG, (long) head * SLOT);
    }

    /** The oldest is gone. */
    void remove() {
        count--;
        // Beginning again at the first slot leaves memory alone that a short queue never needs.
        head = count == 0 ? 0 : (head + 1) % capacity;
    }

    /** Takes away those that are too old. @return how many */
    int expire(long now) {
        int before = count;
        while (expires() != Long.MAX_VALUE && expires() - now <= 0) {
            remove();
        }
        return before - count;
    }
}
