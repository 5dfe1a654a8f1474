package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What one Buslane tells another behind the counted frames of a datagram, where cannelloni's parseFrames does not look.
 * Big-endian; counts have 32 bits and begin again at 0.
 *
 * <pre>
 *  0 magic:u32 "BUSL"            4 version:u8 = 1   5 size:u8 of all this   6 reserved:u16 = 0
 *  8 stamp:u64                   when it was sent, in nanoseconds since 1970 of the sender's clock
 * 16 echo:u64                    the stamp of the last trailer that the sender received; 0 if none
 * 24 held:u32                    microseconds between that trailer's arrival and this stamp
 * 28 datagrams:u32               that the sender of this has received
 * 32 lost:u32                    datagrams that it missed
 * 36 received:u32                frames that it has received
 * 40 sent:u32                    frames that it has sent, those of this datagram among them
 * </pre>
 *
 * Later versions add to the end.
 */
final class Trailer {
    static final int SIZE = 44;

    private static final int MAGIC = 0x4255534C;
    private static final int VERSION = 1;
    private static final int OFFSET_SIZE = 5;
    private static final int OFFSET_RESERVED = 6;
    private static final int OFFSET_STAMP = 8;
    private static final int OFFSET_ECHO = 16;
    private static final int OFFSET_HELD = 24;
    private static final int OFFSET_DATAGRAMS = 28;
    private static final int OFFSET_LOST = 32;
    private static final int OFFSET_RECEIVED = 36;
    private static final int OFFSET_SENT = 40;

    private static final ValueLayout.OfLong NETWORK_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Trailer() {}

    /** Whether the bytes up to {@code end} begin with one. */
    static boolean isAt(MemorySegment memory, long at, long end) {
        return end - at >= SIZE
                && memory.get(FrameCode.NETWORK_INT, at) == MAGIC
                && Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at + OFFSET_SIZE)) >= SIZE;
    }

    static void write(MemorySegment memory, long at, long stamp, long echo, long heldMicros) {
        memory.set(FrameCode.NETWORK_INT, at, MAGIC);
        memory.set(ValueLayout.JAVA_BYTE, at + Integer.BYTES, (byte) VERSION);
        memory.set(ValueLayout.JAVA_BYTE, at + OFFSET_SIZE, (byte) SIZE);
        memory.set(Packer.NETWORK_SHORT, at + OFFSET_RESERVED, (short) 0);
        memory.set(NETWORK_LONG, at + OFFSET_STAMP, stamp);
        memory.set(NETWORK_LONG, at + OFFSET_ECHO, echo);
        memory.set(FrameCode.NETWORK_INT, at + OFFSET_HELD, (int) Math.min(heldMicros, 0xffff_ffffL));
    }

    static void writeCounts(MemorySegment memory, long at, long datagrams, long lost, long received, long sent) {
        memory.set(FrameCode.NETWORK_INT, at + OFFSET_DATAGRAMS, (int) datagrams);
        memory.set(FrameCode.NETWORK_INT, at + OFFSET_LOST, (int) lost);
        memory.set(FrameCode.NETWORK_INT, at + OFFSET_RECEIVED, (int) received);
        memory.set(FrameCode.NETWORK_INT, at + OFFSET_SENT, (int) sent);
    }

    static long stamp(MemorySegment memory, long at) {
        return memory.get(NETWORK_LONG, at + OFFSET_STAMP);
    }

    static long echo(MemorySegment memory, long at) {
        return memory.get(NETWORK_LONG, at + OFFSET_ECHO);
    }

    static long heldMicros(MemorySegment memory, long at) {
        return number(memory, at + OFFSET_HELD);
    }

    static long datagrams(MemorySegment memory, long at) {
        return number(memory, at + OFFSET_DATAGRAMS);
    }

    static long lost(MemorySegment memory, long at) {
        return number(memory, at + OFFSET_LOST);
    }

    static long received(MemorySegment memory, long at) {
        return number(memory, at + OFFSET_RECEIVED);
    }

    static long sent(MemorySegment memory, long at) {
        return number(memory, at + OFFSET_SENT);
    }

    private static long number(MemorySegment memory, long at) {
        return Integer.toUnsignedLong(memory.get(FrameCode.NETWORK_INT, at));
    }
}
