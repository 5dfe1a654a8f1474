package org.buslane.core.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames as values to and from the structs of linux/can.h in memory, in native byte order
 * ({@link FrameLayout}). Bits that mean nothing (id bits above 11 of a standard id, reserved flags, a
 * raw DLC without 8 bytes) are dropped when reading and 0 when writing.
 */
public final class FrameStruct {
    private static final int FD_FLAGS = 0x0f;

    private FrameStruct() {}

    /** Bytes of this frame's struct: 16, 72 or 12 plus the length of an XL frame. */
    public static int size(Frame frame) {
        return switch (frame) {
            case DataFrame _, RemoteFrame _, ErrorFrame _ -> FrameLayout.CLASSIC_SIZE;
            case FdFrame _ -> FrameLayout.FD_SIZE;
            case XlFrame xl -> FrameLayout.XL_HEADER + xl.length();
        };
    }

    /**
     * Writes the frame's struct, every byte of it.
     *
     * @return its size
     */
    public static int write(Frame frame, MemorySegment memory, long offset) {
        int size = size(frame);
        MemorySegment struct = memory.asSlice(offset, size);
        struct.fill((byte) 0);
        struct.set(ValueLayout.JAVA_INT_UNALIGNED, FrameLayout.OFFSET_ID, frame.idWord());
        switch (frame) {
            case DataFrame data -> {
                lengths(struct, data.length(), data.rawDlc());
                data.data().copyTo(struct, FrameLayout.OFFSET_DATA);
            }
            case RemoteFrame remote -> lengths(struct, remote.length(), remote.rawDlc());
            case ErrorFrame error -> {
                lengths(struct, error.length(), 0);
                error.data().copyTo(struct, FrameLayout.OFFSET_DATA);
            }
            case FdFrame fd -> {
                lengths(struct, fd.length(), 0);
                struct.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_FLAGS, (byte) fd.flags());
                fd.data().copyTo(struct, FrameLayout.OFFSET_DATA);
            }
            case XlFrame xl -> {
                struct.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_XL_FLAGS, (byte) xl.flags());
                struct.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_XL_SDT, (byte) xl.sduType());
                struct.set(ValueLayout.JAVA_SHORT_UNALIGNED, FrameLayout.OFFSET_XL_LENGTH, (short) xl.length());
                struct.set(ValueLayout.JAVA_INT_UNALIGNED, FrameLayout.OFFSET_XL_ACCEPTANCE, xl.acceptance());
                xl.data().copyTo(struct, FrameLayout.XL_HEADER);
            }
        }
        return size;
    }

    /**
     * Reads the frame in {@code size} bytes at {@code offset}.
     *
     * @throws BadFrameException if they are no frame; nothing else is thrown for any bytes
     */
    public static Frame read(MemorySegment memory, long offset, int size) {
        if (size < 0 || offset < 0 || size > memory.byteSize() - offset) {
            throw new BadFrameException("a frame of %d bytes at %d does not lie within %d bytes"
                    .formatted(size, offset, memory.byteSize()));
        }
        return switch (FrameKind.of(memory, offset, size)) {
            case DATA -> new DataFrame(id(memory, offset), classicData(memory, offset), rawDlc(memory, offset));
            case REMOTE ->
                new RemoteFrame(id(memory, offset), FrameLayout.length(memory, offset), rawDlc(memory, offset));
            case ERROR ->
                new ErrorFrame(FrameLayout.idWord(memory, offset) & IdWord.EXTENDED_MASK, classicData(memory, offset));
            case FD ->
                new FdFrame(
                        id(memory, offset),
                        unsigned(memory, offset + FrameLayout.OFFSET_FLAGS) & FD_FLAGS,
                        classicData(memory, offset));
            case XL -> xl(memory, offset, size);
            case INVALID -> throw new BadFrameException(complaint(memory, offset, size));
        };
    }

    private static XlFrame xl(MemorySegment memory, long offset, int size) {
        int word = FrameLayout.idWord(memory, offset);
        return new XlFrame(
                word & IdWord.STANDARD_MASK,
                word >>> XlFrame.NETWORK_SHIFT & 0xff,
                unsigned(memory, offset + FrameLayout.OFFSET_XL_FLAGS),
                unsigned(memory, offset + FrameLayout.OFFSET_XL_SDT),
                memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + FrameLayout.OFFSET_XL_ACCEPTANCE),
                Payload.copyOf(memory, offset + FrameLayout.XL_HEADER, size - FrameLayout.XL_HEADER));
    }

    private static String complaint(MemorySegment memory, long offset, int size) {
        return switch (size) {
            case FrameLayout.CLASSIC_SIZE ->
                "a classic frame with a length of %d, beyond 8".formatted(FrameLayout.length(memory, offset));
            case FrameLayout.FD_SIZE ->
                FrameLayout.length(memory, offset) <= FrameLayout.FD_DATA
                        ? "an FD frame cannot be an error frame"
                        : "an FD frame with a length of %d, beyond 64".formatted(FrameLayout.length(memory, offset));
            default -> "%d bytes are no CAN frame: 16 are classic, 72 FD, 12 and the data XL".formatted(size);
        };
    }

    private static ArbitrationId id(MemorySegment memory, long offset) {
        return ArbitrationId.ofWord(FrameLayout.idWord(memory, offset));
    }

    /** The data of a classic or an FD frame: both have it in the same place. */
    private static Payload classicData(MemorySegment memory, long offset) {
        return Payload.copyOf(memory, offset + FrameLayout.OFFSET_DATA, FrameLayout.length(memory, offset));
    }

    private static int rawDlc(MemorySegment memory, long offset) {
        return FrameLayout.rawDlc(memory, offset, FrameLayout.length(memory, offset));
    }

    private static void lengths(MemorySegment struct, int length, int rawDlc) {
        struct.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_LENGTH, (byte) length);
        struct.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_RAW_DLC, (byte) rawDlc);
    }

    private static int unsigned(MemorySegment memory, long offset) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, offset));
    }
}
