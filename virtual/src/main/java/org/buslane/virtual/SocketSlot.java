package org.buslane.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.bus.Ledger;
import org.buslane.virtual.raw.Filters;
import org.buslane.virtual.raw.RawSocket;
import org.buslane.virtual.session.Protocol;

/**
 * What is kept of one program's socket in {@link GatewayMemory}: its lane, its options, its counts.
 *
 * <pre>
 * 4 drops:u32  8 filters:u32  12 protocol:u32  16 options:6 x u32  64 lane:64 bytes
 * 128 ledger written  256 ledger read  512 filters:512 x 8, or what a session keeps, to the end
 * </pre>
 */
final class SocketSlot {
    private static final int DROPS = 4;
    private static final int FILTER_COUNT = 8;
    private static final int PROTOCOL = 12;
    private static final int OPTIONS = 16;
    private static final int OPTION_WORDS = 6;
    private static final int LANE = 64;
    private static final int WRITTEN = 128;
    private static final int READ = 256;
    private static final int FILTERS = 512;

    private final MemorySegment inUse;
    private final MemorySegment memory;
    private final Ledger written;
    private final Ledger read;

    SocketSlot(GatewayMemory gateway, int number) {
        this.inUse = gateway.inUse(number);
        this.memory = gateway.socket(number);
        this.written = new Ledger(memory, WRITTEN);
        this.read = new Ledger(memory, READ);
    }

    boolean isInUse() {
        return inUse.get(ValueLayout.JAVA_INT, 0) != 0;
    }

    void take(String lane, RawSocket socket) {
        written.reset();
        read.reset();
        drops(0);
        MemorySegment name = memory.asSlice(LANE, WRITTEN - LANE);
        name.fill((byte) 0);
        name.copyFrom(MemorySegment.ofArray(lane.getBytes(UTF_8)));
        memory.set(ValueLayout.JAVA_INT, PROTOCOL, Protocol.RAW);
        save(socket);
        inUse.set(ValueLayout.JAVA_INT, 0, 1);
    }

    /** CAN_RAW, or that of a session. */
    int protocol() {
        return memory.get(ValueLayout.JAVA_INT, PROTOCOL);
    }

    /** From now on its socket is a session, which has kept nothing yet. */
    void protocol(int number) {
        memory.set(ValueLayout.JAVA_INT, FILTER_COUNT, 0);
        session().fill((byte) 0);
        memory.set(ValueLayout.JAVA_INT, PROTOCOL, number);
    }

    /** What a session keeps. */
    MemorySegment session() {
        return memory.asSlice(FILTERS);
    }

    void release() {
        inUse.set(ValueLayout.JAVA_INT, 0, 0);
    }

    String lane() {
        return memory.getString(LANE, UTF_8);
    }

    /** Frames it has lost because its queue was full: what SO_RXQ_OVFL reports. */
    int drops() {
        return memory.get(ValueLayout.JAVA_INT, DROPS);
    }

    void drops(int frames) {
        memory.set(ValueLayout.JAVA_INT, DROPS, frames);
    }

    /** What the program wrote. */
    Ledger written() {
        return written;
    }

    /** What was there for the program to read. */
    Ledger read() {
        return read;
    }

    void save(RawSocket socket) {
        int[] options = socket.save();
        MemorySegment.copy(options, 0, memory, ValueLayout.JAVA_INT, OPTIONS, OPTION_WORDS);
        if (protocol() != Protocol.RAW) {
            return; // there are a session's things
        }
        int[] filters = socket.filters().words();
        MemorySegment.copy(filters, 0, memory, ValueLayout.JAVA_INT, FILTERS, filters.length);
        memory.set(ValueLayout.JAVA_INT, FILTER_COUNT, filters.length / 2);
    }

    RawSocket restore() {
        int count = Math.clamp(memory.get(ValueLayout.JAVA_INT, FILTER_COUNT), 0, Filters.MAX);
        int[] options = memory.asSlice(OPTIONS, OPTION_WORDS * 4L).toArray(ValueLayout.JAVA_INT);
        int[] filters = memory.asSlice(FILTERS, (long) count * Filters.SIZE).toArray(ValueLayout.JAVA_INT);
        return RawSocket.restore(options, filters);
    }
}
