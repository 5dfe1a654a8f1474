package org.buslane.core.pcapng;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.recording.FrameWriter;
import org.buslane.core.text.Direction;

/** Writes pcapng in little-endian order: a section, an interface for each bus, an enhanced packet for each frame. */
public final class PcapngWriter implements FrameWriter {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final byte[] APPLICATION = "buslane".getBytes(StandardCharsets.US_ASCII);

    /** if_tsresol: stamps are in nanoseconds. */
    private static final byte[] NANOSECONDS = {9};

    /** Interface, stamp, captured and original length. */
    private static final int PACKET_HEAD = Block.HEAD + 20;

    /** The direction's option with the end of options, and the block's length. */
    private static final int PACKET_TAIL = 12 + 4;

    /** At the beginning of a file: {@link #begin} comes first. */
    public PcapngWriter() {}

    @Override
    public int begin(long stamp, MemorySegment to, long position) {
        to.set(INT, position, Block.SECTION);
        to.set(INT, position + 8, Block.BYTE_ORDER);
        to.set(SHORT, position + 12, (short) 1);
        to.set(SHORT, position + 14, (short) 0);
        to.set(LONG, position + 16, -1);
        long at = option(Block.SECTION_APPLICATION, APPLICATION, to, position + 24);
        return end(to, position, endOfOptions(to, at));
    }

    @Override
    public int announce(String bus, MemorySegment to, long position) {
        to.set(INT, position, Block.INTERFACE);
        to.set(SHORT, position + 8, (short) CanPacket.LINK_TYPE);
        to.set(SHORT, position + 10, (short) 0);
        // No packet is cut.
        to.set(INT, position + 12, 0);
        long at = option(Block.INTERFACE_NAME, bus.getBytes(StandardCharsets.UTF_8), to, position + 16);
        at = option(Block.INTERFACE_RESOLUTION, NANOSECONDS, to, at);
        return end(to, position, endOfOptions(to, at));
    }

    @Override
    public int room(int size) {
        return PACKET_HEAD + Block.padded(size) + PACKET_TAIL;
    }

    @Override
    public int write(
            MemorySegment memory,
            long offset,
            int size,
            long stamp,
            int bus,
            Direction direction,
            MemorySegment to,
            long position) {
        FrameKind kind = FrameKind.of(memory, offset, size);
        if (kind == FrameKind.INVALID) {
            return 0;
        }
        long data = position + PACKET_HEAD;
        int length = CanPacket.write(kind, memory, offset, size, to, data);
        to.set(INT, position, Block.ENHANCED_PACKET);
        to.set(INT, position + 8, bus);
        to.set(INT, position + 12, (int) (stamp >>> 32));
        to.set(INT, position + 16, (int) stamp);
        to.set(INT, position + 20, length);
        to.set(INT, position + 24, length);
        long at = pad(to, data, length);
        if (direction != Direction.UNSAID) {
            option(Block.PACKET_FLAGS, 4, to, at);
            to.set(INT, at + 4, direction == Direction.RECEIVED ? Block.INBOUND : Block.OUTBOUND);
            at = endOfOptions(to, at + 8);
        }
        return end(to, position, at);
    }

    private static long option(int code, byte[] value, MemorySegment to, long position) {
        option(code, value.length, to, position);
        MemorySegment.copy(value, 0, to, ValueLayout.JAVA_BYTE, position + 4, value.length);
        return pad(to, position + 4, value.length);
    }

    private static void option(int code, int length, MemorySegment to, long position) {
        to.set(SHORT, position, (short) code);
        to.set(SHORT, position + 2, (short) length);
    }

    private static long endOfOptions(MemorySegment to, long position) {
        to.set(INT, position, Block.OPTION_END);
        return position + 4;
    }

    private static long pad(MemorySegment to, long from, int length) {
        for (int i = length; i < Block.padded(length); i++) {
            to.set(ValueLayout.JAVA_BYTE, from + i, (byte) 0);
        }
        return from + Block.padded(length);
    }

    private static int end(MemorySegment to, long position, long end) {
        int length = (int) (end - position) + 4;
        to.set(INT, position + 4, length);
        to.set(INT, end, length);
        return length;
    }
}
