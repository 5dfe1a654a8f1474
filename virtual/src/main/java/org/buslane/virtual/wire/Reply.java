package org.buslane.virtual.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct bl_reply}.
 *
 * @param error 0 or a positive errno
 * @param state the socket's {@link StateWord} from now on
 * @param needed with ERANGE, the space that the value takes
 * @param value what was asked for, possibly nothing
 */
public record Reply(int error, int state, int needed, MemorySegment value) {
    public static final int HEADER_SIZE = 16;
    public static final int MAX_SIZE = HEADER_SIZE + Request.MAX_VALUE;

    /** Writes it to the start of {@code memory}; returns its size in bytes. */
    public int write(MemorySegment memory) {
        int[] header = {error, state, needed, (int) value.byteSize()};
        MemorySegment.copy(header, 0, memory, ValueLayout.JAVA_INT_UNALIGNED, 0, header.length);
        MemorySegment.copy(value, 0, memory, HEADER_SIZE, value.byteSize());
        return HEADER_SIZE + (int) value.byteSize();
    }

    /**
     * Reads a reply of {@code size} bytes; its value stays where it is.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Reply read(MemorySegment memory, int size) {
        if (size < HEADER_SIZE || memory.get(ValueLayout.JAVA_INT_UNALIGNED, 12) != size - HEADER_SIZE) {
            throw new IllegalArgumentException(
                    "a reply of the gateway makes no sense: it has %d bytes".formatted(size));
        }
        return new Reply(
                memory.get(ValueLayout.JAVA_INT_UNALIGNED, 0),
                memory.get(ValueLayout.JAVA_INT_UNALIGNED, 4),
                memory.get(ValueLayout.JAVA_INT_UNALIGNED, 8),
                memory.asSlice(HEADER_SIZE, size - HEADER_SIZE));
    }
}
