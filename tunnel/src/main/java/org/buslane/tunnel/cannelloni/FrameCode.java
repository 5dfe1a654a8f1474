package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * One frame of the kernel's as cannelloni has it on every transport, from encodeFrame of its parser.cpp:
 *
 * <pre>
 * id:u32 big-endian, with the flags of linux/can.h   len:u8, bit 7 of an FD frame   flags:u8 of an FD frame   data
 * </pre>
 *
 * A remote frame has no data, but its length. The raw DLC of a classic frame is not carried, nor is CAN XL.
 */
final class FrameCode {
    /** Id and length: what every frame has. */
    static final int HEAD = 5;

    /** An FD frame with 64 bytes. */
    static final int MOST = HEAD + 1 + FrameLayout.FD_DATA;

    static final int FD = 0x80;

    static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private FrameCode() {}

    /** Bytes that a struct of {@code size} bytes takes; 0 if it is nothing that cannelloni carries. */
    static int size(MemorySegment memory, long offset, int size) {
        return switch (FrameKind.of(memory, offset, size)) {
            case DATA, ERROR -> HEAD + FrameLayout.length(memory, offset);
            case REMOTE -> HEAD;
            case FD -> HEAD + 1 + FrameLayout.length(memory, offset);
            case XL, INVALID -> 0;
        };
    }

    /**
     * Writes a struct for which {@link #size} is not 0. May spoil the bytes behind the frame, up to {@link #MOST} of them
     * from its beginning.
     *
     * @return bytes written
     */
    static int write(MemorySegment source, long offset, int size, MemorySegment target, long at) {
        int word = FrameLayout.idWord(source, offset);
        int length = FrameLayout.length(source, offset);
        boolean isFd = size == FrameLayout.FD_SIZE;
        // The flag of a remote frame makes the other side leave out the data, which those frames have all the same.
        int sent = isFd || IdWord.isError(word) ? word & ~IdWord.REMOTE : word;
        target.set(NETWORK_INT, at, sent);
        target.set(ValueLayout.JAVA_BYTE, at + FrameLayout.OFFSET_LENGTH, (byte) (isFd ? length | FD : length));
        if (isFd) {
            target.set(
                    ValueLayout.JAVA_BYTE,
                    at + HEAD,
                    source.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS));
            MemorySegment.copy(source, offset + FrameLayout.OFFSET_DATA, target, at + HEAD + 1, length);
            return HEAD + 1 + length;
        }
        if (IdWord.isRemote(sent)) {
            return HEAD;
        }
        target.set(
                ValueLayout.JAVA_LONG_UNALIGNED,
                at + HEAD,
                source.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + FrameLayout.OFFSET_DATA));
        return HEAD + length;
    }
}
