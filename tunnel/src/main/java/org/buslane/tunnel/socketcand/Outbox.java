package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.tunnel.line.Line;

/**
 * Text that waits for one client: answers, and frames that are told to nobody else. It takes memory as it needs it, up to
 * a bound. Owned by the bus's thread; nothing is allocated for a text once there is room.
 */
final class Outbox implements AutoCloseable {
    private static final int FIRST = 1024;

    private final int most;
    private Arena arena = Arena.ofShared();
    private MemorySegment memory = arena.allocate(FIRST);
    private int from;
    private int to;
    private long taken;
    private long[] marks = new long[8];
    private int[] counts = new int[8];
    private int firstMark;
    private int endMark;
    private int frames;

    /** @param most bytes that may wait, beside a rest */
    Outbox(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return from == to;
    }

    int bytes() {
        return to - from;
    }

    /** Frames that wait. */
    int frames() {
        return frames;
    }

    boolean hasRoom(int size) {
        return bytes() + size <= most;
    }

    /** @return whether there was room */
    boolean add(MemorySegment text, long offset, int size, int ofFrames) {
        if (!hasRoom(size)) {
            return false;
        }
        put(text, offset, size, ofFrames);
        return true;
    }

    /** What is left of a frame that was written in part, and there is always room for. */
    void addRest(MemorySegment text, long offset, int size) {
        put(text, offset, size, 1);
    }

    private void put(MemorySegment text, long offset, int size, int ofFrames) {
        if (memory.byteSize() - to < size) {
            makeRoom(size);
        }
        MemorySegment.copy(text, offset, memory, to, size);
        to += size;
        if (ofFrames > 0) {
            mark(ofFrames);
        }
    }

    private void makeRoom(int size) {
        long needed = memory.byteSize();
        while (needed < (long) bytes() + size) {
            needed *= 2;
        }
        if (needed == memory.byteSize()) {
            MemorySegment.copy(memory, from, memory, 0, bytes());
        } else {
            Arena next = Arena.ofShared();
            MemorySegment larger = next.allocate(needed);
            MemorySegment.copy(memory, from, larger, 0, bytes());
            arena.close();
            arena = next;
            memory = larger;
        }
        to -= from;
        from = 0;
    }

    /** Where in all that ever came the text of these frames ends. */
    private void mark(int ofFrames) {
        if (endMark == marks.length) {
            int waiting = endMark - firstMark;
            long[] allMarks = waiting * 2 > marks.length ? Arrays.copyOf(marks, marks.length * 2) : marks;
            int[] allCounts = allMarks == marks ? counts : Arrays.copyOf(counts, marks.length * 2);
            System.arraycopy(marks, firstMark, allMarks, 0, waiting);
            System.arraycopy(counts, firstMark, allCounts, 0, waiting);
            marks = allMarks;
            counts = allCounts;
            firstMark = 0;
            endMark = waiting;
        }
        marks[endMark] = taken + bytes();
        counts[endMark++] = ofFrames;
        frames += ofFrames;
    }

    /**
     * Gives the line what it takes.
     *
     * @param sent counts the frames that have gone
     * @return bytes; else a negative errno, EAGAIN if it takes nothing now
     */
    int write(Line line, Ledger sent) {
        int result = line.write(memory, from, bytes());
        if (result > 0) {
            from += result;
            taken += result;
            while (firstMark < endMark && marks[firstMark] <= taken) {
                frames -= counts[firstMark];
                sent.delivered(counts[firstMark++]);
            }
            if (from == to) {
                from = 0;
                to = 0;
                firstMark = 0;
                endMark = 0;
            }
        }
        return result;
    }

    /** What waits is lost. */
    void clear(Ledger sent) {
        sent.dropped(DropReason.GONE, frames);
        frames = 0;
        from = 0;
        to = 0;
        firstMark = 0;
        endMark = 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
