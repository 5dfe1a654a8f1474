package org.buslane.virtual.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;

/** Tells apart what a program sends: a frame, a frame with an address, a request, or rubbish. */
public enum ProgramRecord {
    FRAME,
    ADDRESSED,
    REQUEST,
    RUBBISH;

    public static final int TAG_ADDRESSED = 0xB5A50001;
    public static final int TAG_REQUEST = 0xB5A50002;

    /** Bytes before the frame of an addressed one: {@code struct bl_addressed}. */
    public static final int ADDRESS_SIZE = 8;

    /** The longest record there is: a request with 512 filters. */
    public static final int MAX_SIZE = Request.HEADER_SIZE + Request.MAX_VALUE;

    /**
     * What {@code size} bytes at {@code offset} are. Whether a frame is a valid one is for
     * {@link FrameLayout#isValid} to say.
     */
    public static ProgramRecord at(MemorySegment memory, long offset, int size) {
        if (size < ADDRESS_SIZE) {
            return RUBBISH;
        }
        int tag = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
        if (size == FrameLayout.CLASSIC_SIZE || size == FrameLayout.FD_SIZE) {
            return ofFrameSize(memory, offset, size, tag);
        }
        if (tag == TAG_ADDRESSED) {
            return ADDRESSED;
        }
        if (tag == TAG_REQUEST) {
            return size >= Request.HEADER_SIZE ? REQUEST : RUBBISH;
        }
        return FrameLayout.isXl(memory, offset, size) ? FRAME : RUBBISH;
    }

    /** An addressed XL frame of 52 bytes and a request with as many are as long as an FD frame: they agree with themselves. */
    private static ProgramRecord ofFrameSize(MemorySegment memory, long offset, int size, int tag) {
        if (tag == TAG_ADDRESSED && FrameLayout.isXl(memory, offset + ADDRESS_SIZE, size - ADDRESS_SIZE)) {
            return ADDRESSED;
        }
        return tag == TAG_REQUEST && Request.lengthFits(memory, offset, size) ? REQUEST : FRAME;
    }

    /** Whether {@code size} bytes are a request, on a connection where nothing else is meant to come. */
    public static boolean isRequest(MemorySegment memory, int size) {
        return size >= Request.HEADER_SIZE && memory.get(ValueLayout.JAVA_INT_UNALIGNED, 0) == TAG_REQUEST;
    }

    /** The interface that an addressed frame is for. */
    public static int address(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + Integer.BYTES);
    }
}
