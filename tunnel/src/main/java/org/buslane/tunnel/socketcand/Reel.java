package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The last frames of a bus as text, written once for all who read the same: entries with numbers that go on for ever, each
 * with the one who said it. The newest takes the place of the oldest, and who has not read those has lost them. Owned by
 * the bus's thread; nothing is allocated for a frame.
 */
final class Reel implements AutoCloseable {
    /** Bytes of an entry at most. */
    static final int ENTRY = FrameLine.MOST;

    /** Bytes of an entry at least, so that there are numbers for as many as have room: {@code < error 004 SEC.USEC >}. */
    private static final int SHORTEST = 30;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final int bytes;
    private final int[] starts;
    private final int[] ends;
    private final int[] speakers;
    private long tail;
    private long head;
    private int at;

    /** @param bytes of text that are kept, about */
    Reel(int bytes) {
        this.bytes = bytes;
        this.memory = arena.allocate(bytes + ENTRY);
        int entries = Integer.highestOneBit(bytes / SHORTEST) << 1;
        this.starts = new int[entries];
        this.ends = new int[entries];
        this.speakers = new int[entries];
    }

    MemorySegment memory() {
        return memory;
    }

    /** Number of the oldest entry. */
    long tail() {
        return tail;
    }

    /** Number that the next entry gets. */
    long head() {
        return head;
    }

    /** Makes room for an entry. @return where its text is to be written, {@link #ENTRY} bytes at most */
    int room() {
        while (tail < head && (head - tail == starts.length || isInTheWay(starts[slot(tail)]))) {
            tail++;
        }
        return at;
    }

    /** Entries stand one behind the other and begin again at 0, so only the oldest can be next to where this is. */
    private boolean isInTheWay(int start) {
        return start >= at && start < at + ENTRY;
    }

    /** What was written to {@link #room} is the next entry. */
    void add(int size, int speaker) {
        int slot = slot(head++);
        starts[slot] = at;
        ends[slot] = at + size;
        speakers[slot] = speaker;
        at = at + size < bytes ? at + size : 0;
    }

    int start(long entry) {
        return starts[slot(entry)];
    }

    /** Behind its last byte. */
    int end(long entry) {
        return ends[slot(entry)];
    }

    boolean isOf(long entry, int speaker) {
        return speakers[slot(entry)] == speaker;
    }

    /**
     * The entry behind the last of those that go with one write: they stand in one piece, none is the reader's own, and
     * they take no more bytes than that, or are one.
     *
     * @param from one that is not the reader's own
     */
    long runEnd(long from, int reader, int most) {
        int start = start(from);
        long next = from + 1;
        while (next < head && start(next) == end(next - 1) && !isOf(next, reader) && end(next) - start <= most) {
            next++;
        }
        return next;
    }

    private int slot(long entry) {
        return (int) entry & starts.length - 1;
    }

    @Override
    public void close() {
        arena.close();
    }
}
