package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.wire.Trailer;

/**
 * Where things stand in the memory that outlives the gateway. It is a memfd that the keeper holds, so
 * that whoever comes after a killed gateway finds every socket's options, every count, and the batch that
 * was on its way:
 *
 * <pre>
 * journal     one page        {@link Journal}
 * lanes       512 x 256       {@link LaneCounts}
 * buses       512 x 64        {@link BusSlot}
 * in use      4096 x 4        which sockets are there: together, as looking at each socket would fill its page
 * inbox       recvmmsg's headers, then 64 slots for what programs sent
 * outbox      sendmmsg's headers, then 64 trailers
 * sockets     4096 x 8192     {@link SocketSlot}; pages that no socket needs take no memory
 * </pre>
 */
final class GatewayMemory {
    static final int SOCKETS = 4096;
    static final int LANES = 256;
    static final int BUSES = 256;

    /** For lanes, and for buses: twice as many as are possible, as those that go make room after those that come. */
    static final int PLACES = 512;

    /** Changes with every change of a layout in this memory: another version's is not taken over. */
    static final int VERSION = 8;

    static final int LANE_SIZE = 320;
    static final int BUS_SIZE = 64;
    static final int SOCKET_SIZE = 8192;

    /** Room for the longest record; an odd number of cache lines, so that slots spread over the cache. */
    static final int INBOX_STRIDE = 65 * 64;

    /**
     * Room for SCM_MAX_FD descriptors, though a request brings one: what has no room is closed by the
     * kernel within our receive, and closing a stranger's file may take long.
     */
    static final int INBOX_CONTROL = MessageVector.controlBytes(253, false);

    private static final int PAGE = 4096;
    private static final int MAGIC = 0x4d474c42; // "BLGM"

    private static final long LANES_AT = PAGE;
    private static final long BUSES_AT = LANES_AT + (long) PLACES * LANE_SIZE;
    private static final long IN_USE_AT = BUSES_AT + (long) PLACES * BUS_SIZE;
    private static final long INBOX_HEADERS_AT = IN_USE_AT + (long) SOCKETS * Integer.BYTES;
    private static final long INBOX_AT =
            align(INBOX_HEADERS_AT + MessageVector.byteSize(FrameBatch.CAPACITY, 1, INBOX_CONTROL));
    private static final long OUTBOX_HEADERS_AT = align(INBOX_AT + (long) FrameBatch.CAPACITY * INBOX_STRIDE);
    private static final long OUTBOX_AT = align(OUTBOX_HEADERS_AT + MessageVector.byteSize(FrameBatch.CAPACITY, 2, 0));
    private static final long SOCKETS_AT = align(OUTBOX_AT + (long) FrameBatch.CAPACITY * Trailer.SIZE);

    static final long SIZE = SOCKETS_AT + (long) SOCKETS * SOCKET_SIZE;

    private final MemorySegment memory;

    GatewayMemory(MemorySegment memory) {
        this.memory = memory;
    }

    /** Whether an earlier gateway of this version has used it. */
    boolean isContinued() {
        return memory.get(ValueLayout.JAVA_INT, 0) == MAGIC && memory.get(ValueLayout.JAVA_INT, 4) == VERSION;
    }

    void begin() {
        memory.set(ValueLayout.JAVA_INT, 4, VERSION);
        memory.set(ValueLayout.JAVA_INT, 0, MAGIC);
    }

    /** The index that the next bus gets; 0 in new memory. */
    MemorySegment nextIndex() {
        return memory.asSlice(8, Integer.BYTES);
    }

    /** How often one gateway has taken over from another here. */
    int takeovers() {
        return memory.get(ValueLayout.JAVA_INT, 12);
    }

    /** Once more. */
    void tookOver() {
        memory.set(ValueLayout.JAVA_INT, 12, takeovers() + 1);
    }

    MemorySegment journal() {
        return memory.asSlice(64, PAGE - 64);
    }

    MemorySegment lane(int index) {
        return memory.asSlice(LANES_AT + (long) index * LANE_SIZE, LANE_SIZE);
    }

    MemorySegment bus(int index) {
        return memory.asSlice(BUSES_AT + (long) index * BUS_SIZE, BUS_SIZE);
    }

    MemorySegment inboxHeaders() {
        return memory.asSlice(INBOX_HEADERS_AT, INBOX_AT - INBOX_HEADERS_AT);
    }

    MemorySegment inbox() {
        return memory.asSlice(INBOX_AT, (long) FrameBatch.CAPACITY * INBOX_STRIDE);
    }

    MemorySegment outboxHeaders() {
        return memory.asSlice(OUTBOX_HEADERS_AT, OUTBOX_AT - OUTBOX_HEADERS_AT);
    }

    MemorySegment trailers() {
        return memory.asSlice(OUTBOX_AT, (long) FrameBatch.CAPACITY * Trailer.SIZE);
    }

    /** Not 0 if {@link #socket} is somebody's. */
    MemorySegment inUse(int index) {
        return memory.asSlice(IN_USE_AT + (long) index * Integer.BYTES, Integer.BYTES);
    }

    MemorySegment socket(int index) {
        return memory.asSlice(SOCKETS_AT + (long) index * SOCKET_SIZE, SOCKET_SIZE);
    }

    private static long align(long offset) {
        return (offset + PAGE - 1) & -PAGE;
    }
}
