package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * Frames that wait for a stream to take them, as they will stand in it: at most so many bytes. Those that are too old
 * leave it; the one that a part of has been written stays, as nobody could read on without its rest. Owned by one thread;
 * nothing is allocated after construction. Memory that no frame has been in costs nothing.
 *
 * <pre>
 * memory   ... written | rest of one | frame | frame | frame | room ...
 *                      head          next                    tail
 * </pre>
 */
final class FrameQueue {
    private final int most;
    private final MemorySegment memory;
    private final Ages ages;
    /** What {@link Ages} counts from: positions in memory change, and these do not. */
    private long base;

    private long head;
    private long next;
    private long tail;
    private int frames;

    /**
     * @param most bytes that wait
     * @param maxAge nanoseconds; 0 for no limit
     */
    FrameQueue(Arena arena, int most, long maxAge) {
        this.most = most;
        this.memory = arena.allocate(2L * most + FrameCode.MOST);
        this.ages = new Ages(maxAge);
    }

    boolean isEmpty() {
        return head == tail;
    }

    int bytes() {
        return (int) (tail - head);
    }

    /** Not yet wholly written. */
    int frames() {
        return frames;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the bytes to be written begin. */
    long head() {
        return head;
    }

    long due() {
        return ages.due();
    }

    /** @return whether there was room for a frame of {@code size} bytes, as {@link FrameCode#size} says */
    boolean add(FrameBatch batch, int index, int size, long now) {
        if (tail - head + size > most) {
            return false;
        }
        if (tail + FrameCode.MOST > memory.byteSize()) {
            settle();
        }
        tail += FrameCode.write(batch.memory(), batch.offset(index), batch.size(index), memory, tail);
        frames++;
        ages.add(base + tail, now);
        return true;
    }

    /** The room is twice what may wait, so this copies a byte at most once for each that is added. */
    private void settle() {
        MemorySegment.copy(memory, head, memory, 0, tail - head);
        base += head;
        next -= head;
        tail -= head;
        head = 0;
    }

    /** Takes away what is too old. */
    void expire(long now, Ledger counts) {
        long old = ages.old(base + next, now) - base;
        if (old <= next) {
            return;
        }
        int dropped = 0;
        for (long at = next; at < old; at += frameAt(at)) {
            dropped++;
        }
        long rest = next - head; // of the frame that is half written, which moves up to those that stay
        MemorySegment.copy(memory, head, memory, old - rest, rest);
        head = old - rest;
        next = old;
        frames -= dropped;
        counts.dropped(DropReason.OVER_AGE, dropped);
        rewind();
    }

    /** The first {@code bytes} have been written: whole frames of them are delivered. */
    void written(long bytes, Ledger counts) {
        boolean wasHalf = next > head;
        head += bytes;
        int done = wasHalf && next <= head ? 1 : 0;
        if (head == tail) {
            done = frames;
            next = tail;
        }
        while (next < head) {
            next += frameAt(next);
            done += next <= head ? 1 : 0;
        }
        frames -= done;
        counts.delivered(done);
        ages.gone(base + head);
        rewind();
    }

    /** Pages that were never needed stay untouched as long as the queue runs empty now and then. */
    private void rewind() {
        if (head == tail) {
            base += head;
            head = 0;
            next = 0;
            tail = 0;
        }
    }

    /** The bytes of a frame that {@link FrameCode} wrote there. */
    private long frameAt(long at) {
        int length = memory.get(ValueLayout.JAVA_BYTE, at + FrameLayout.OFFSET_LENGTH);
        if ((length & FrameCode.FD) != 0) {
            return FrameCode.HEAD + 1L + (length & ~FrameCode.FD & 0xff);
        }
        return IdWord.isRemote(memory.get(FrameCode.NETWORK_INT, at)) ? FrameCode.HEAD : FrameCode.HEAD + length;
    }

    /** Everything that waits is lost. */
    void clear(Ledger counts) {
        counts.dropped(DropReason.GONE, frames);
        frames = 0;
        head = tail;
        ages.clear();
        next = tail;
        rewind();
    }
}
