package org.buslane.core.pcapng;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/**
 * A packet of LINKTYPE_CAN_SOCKETCAN as tcpdump.org/linktypes describes it: the kernel's struct, with the id of any
 * frame big-endian, whatever machine it is from. Length and acceptance field of an XL frame are little-endian.
 */
final class CanPacket {
    static final int LINK_TYPE = 227;

    private static final ValueLayout.OfInt BIG = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt LITTLE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort LITTLE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private CanPacket() {}

    /** Writes the packet of a valid frame and returns its length. A classic one has 16 bytes, as a capturing kernel's. */
    static int write(FrameKind kind, MemorySegment memory, long offset, int size, MemorySegment to, long position) {
        int length = kind == FrameKind.FD ? FrameLayout.OFFSET_DATA + FrameLayout.length(memory, offset) : size;
        MemorySegment.copy(memory, offset, to, position, length);
        to.set(BIG, position, FrameLayout.idWord(memory, offset));
        switch (kind) {
            case FD -> {
                // Older kernels do not set it, and readers need it to tell FD frames from classic ones.
                byte flags = to.get(ValueLayout.JAVA_BYTE, position + FrameLayout.OFFSET_FLAGS);
                to.set(ValueLayout.JAVA_BYTE, position + FrameLayout.OFFSET_FLAGS, (byte) (flags | FrameLayout.FD_FDF));
            }
            case XL -> {
                to.set(LITTLE_SHORT, position + FrameLayout.OFFSET_XL_LENGTH, (short) (size - FrameLayout.XL_HEADER));
                int acceptance = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + FrameLayout.OFFSET_XL_ACCEPTANCE);
                to.set(LITTLE, position + FrameLayout.OFFSET_XL_ACCEPTANCE, acceptance);
            }
            // What stands in the place of FD's flags means nothing in a classic frame but here.
            default -> to.set(ValueLayout.JAVA_BYTE, position + FrameLayout.OFFSET_FLAGS, (byte) 0);
        }
        return length;
    }

    /** The frame that the buffer's remaining bytes are; empty if they are none. */
    static Optional<Frame> read(ByteBuffer packet) {
        ByteBuffer bytes = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (bytes.remaining() < FrameLayout.OFFSET_DATA) {
            return Optional.empty();
        }
        int word = bytes.getInt(FrameLayout.OFFSET_ID);
        int fifth = Byte.toUnsignedInt(bytes.get(FrameLayout.OFFSET_LENGTH));
        return (fifth & FrameLayout.XL_XLF) != 0 ? xl(bytes, word, fifth) : classicOrFd(bytes, word, fifth);
    }

    private static Optional<Frame> classicOrFd(ByteBuffer bytes, int word, int length) {
        int flags = Byte.toUnsignedInt(bytes.get(FrameLayout.OFFSET_FLAGS));
        // Older writers did not set FDF: then the size tells, as the link type's description says.
        boolean fd = (flags & FrameLayout.FD_FDF) != 0
                || length > FrameLayout.CLASSIC_DATA
                || bytes.remaining() == FrameLayout.FD_SIZE;
        boolean remote = !fd && IdWord.isRemote(word) && !IdWord.isError(word);
        if (length > (fd ? FrameLayout.FD_DATA : FrameLayout.CLASSIC_DATA)
                || (!remote && length > bytes.remaining() - FrameLayout.OFFSET_DATA)
                || (fd && IdWord.isError(word))) {
            return Optional.empty();
        }
        ArbitrationId id = ArbitrationId.ofWord(word);
        if (fd) {
            return Optional.of(new FdFrame(id, flags & 0x0f, data(bytes, FrameLayout.OFFSET_DATA, length)));
        }
        if (IdWord.isError(word)) {
            return Optional.of(
                    new ErrorFrame(word & IdWord.EXTENDED_MASK, data(bytes, FrameLayout.OFFSET_DATA, length)));
        }
        int dlc = Byte.toUnsignedInt(bytes.get(FrameLayout.OFFSET_RAW_DLC));
        int rawDlc = length == FrameLayout.CLASSIC_DATA && dlc > FrameLayout.CLASSIC_DATA && dlc <= 15 ? dlc : 0;
        return Optional.of(
                remote
                        ? new RemoteFrame(id, length, rawDlc)
                        : new DataFrame(id, data(bytes, FrameLayout.OFFSET_DATA, length), rawDlc));
    }

    private static Optional<Frame> xl(ByteBuffer bytes, int word, int flags) {
        if (bytes.remaining() <= FrameLayout.XL_HEADER) {
            return Optional.empty();
        }
        ByteBuffer little = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        int length = Short.toUnsignedInt(little.getShort(FrameLayout.OFFSET_XL_LENGTH));
        if (length < 1 || length > XlFrame.MAX_DATA || length > bytes.remaining() - FrameLayout.XL_HEADER) {
            return Optional.empty();
        }
        return Optional.of(new XlFrame(
                word & IdWord.STANDARD_MASK,
                word >>> 16 & 0xff,
                flags,
                Byte.toUnsignedInt(bytes.get(FrameLayout.OFFSET_XL_SDT)),
                little.getInt(FrameLayout.OFFSET_XL_ACCEPTANCE),
                data(bytes, FrameLayout.XL_HEADER, length)));
    }

    private static Payload data(ByteBuffer bytes, int from, int length) {
        byte[] data = new byte[length];
        bytes.get(from, data);
        return Payload.of(data);
    }
}
