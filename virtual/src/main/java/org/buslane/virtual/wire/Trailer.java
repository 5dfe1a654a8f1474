package org.buslane.virtual.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code struct bl_trailer}: 24 bytes behind each frame to a program, or an event by itself. */
public final class Trailer {
    public static final int SIZE = 24;

    /** Sent from this lane: MSG_DONTROUTE. */
    public static final int LOCAL = 0x001;

    /** Sent by this socket: MSG_CONFIRM. */
    public static final int OWN = 0x002;

    public static final int STAMP = 0x010;
    public static final int STAMPNS = 0x020;
    public static final int STAMPING = 0x040;
    public static final int OVERFLOW = 0x080;
    public static final int NEW_TIME = 0x100;

    /** No frame: the socket's pending error. */
    public static final int EVENT = 0x200;

    /** With EVENT: {@link StateWord#PENDING} tells of it too, this one only wakes who waits. */
    public static final int TOLD = 0x400;

    private static final int OFFSET_FLAGS = 4;
    private static final int OFFSET_STAMP = 8;
    private static final int OFFSET_DROPS = 16;
    private static final int OFFSET_ERROR = 20;

    private Trailer() {}

    /** A frame's trailer; {@code offset} is divisible by 8. */
    public static void write(MemorySegment memory, long offset, int index, int flags, long stamp, int drops) {
        memory.set(ValueLayout.JAVA_INT, offset, index);
        memory.set(ValueLayout.JAVA_INT, offset + OFFSET_FLAGS, flags);
        memory.set(ValueLayout.JAVA_LONG, offset + OFFSET_STAMP, stamp);
        memory.set(ValueLayout.JAVA_INT, offset + OFFSET_DROPS, drops);
        memory.set(ValueLayout.JAVA_INT, offset + OFFSET_ERROR, 0);
    }

    /**
     * An event: {@code errno} is to be the result of the program's next call.
     *
     * @param told 0 or {@link #TOLD}
     */
    public static void writeEvent(MemorySegment memory, long offset, int index, int told, long stamp, int errno) {
        write(memory, offset, index, EVENT | told, stamp, 0);
        memory.set(ValueLayout.JAVA_INT, offset + OFFSET_ERROR, errno);
    }

    public static int index(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    public static int flags(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + OFFSET_FLAGS);
    }

    /** Nanoseconds of CLOCK_REALTIME. */
    public static long stamp(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + OFFSET_STAMP);
    }

    /** Frames the socket has lost so far because its queue was full. */
    public static int drops(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + OFFSET_DROPS);
    }

    public static int error(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + OFFSET_ERROR);
    }
}
