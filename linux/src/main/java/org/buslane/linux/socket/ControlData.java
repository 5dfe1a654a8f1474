package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.buslane.linux.Descriptor;

/**
 * The control data of a message, a row of struct cmsghdr as socket.h's CMSG_ macros walk it on 64-bit
 * Linux: 8 bytes length with header, 4 level, 4 type, the data, padding to 8. Kept in memory that
 * others may write, so a row that does not fit is the end.
 */
final class ControlData {
    static final int UCRED_SIZE = 12;

    private static final int HEADER = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final long NONE = -1;

    private ControlData() {}

    /** CMSG_SPACE: what a row with so much data takes. */
    static int space(int dataBytes) {
        return dataBytes == 0 ? 0 : HEADER + align(dataBytes);
    }

    private static int align(int bytes) {
        return (bytes + 7) & -8;
    }

    /** Writes one SCM_RIGHTS row. */
    static void writeDescriptors(MemorySegment control, List<Descriptor> descriptors) {
        control.set(JAVA_LONG, 0, HEADER + 4L * descriptors.size());
        control.set(JAVA_INT, 8, SOL_SOCKET);
        control.set(JAVA_INT, 12, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
            control.setAtIndex(JAVA_INT, HEADER / 4 + i, descriptors.get(i).number());
        }
    }

    /** How many descriptors arrived; the kernel puts them into one row. */
    static int descriptorCount(MemorySegment memory, long start, long length) {
        long row = find(SCM_RIGHTS, memory, start, length);
        return row == NONE ? 0 : (int) (memory.get(JAVA_LONG, row) - HEADER) / 4;
    }

    static int descriptor(MemorySegment memory, long start, long length, int index) {
        long row = find(SCM_RIGHTS, memory, start, length);
        if (row == NONE || index < 0 || index >= (memory.get(JAVA_LONG, row) - HEADER) / 4) {
            throw new IndexOutOfBoundsException("there is no passed descriptor " + index);
        }
        return memory.get(JAVA_INT, row + HEADER + 4L * index);
    }

    /** Where the sender's struct ucred stands, or -1. */
    static long findCredentials(MemorySegment memory, long start, long length) {
        long row = find(SCM_CREDENTIALS, memory, start, length);
        return row == NONE || memory.get(JAVA_LONG, row) < HEADER + UCRED_SIZE ? NONE : row + HEADER;
    }

    static PeerCredentials credentials(MemorySegment memory, long offset) {
        return new PeerCredentials(
                memory.get(JAVA_INT, offset),
                Integer.toUnsignedLong(memory.get(JAVA_INT, offset + 4)),
                Integer.toUnsignedLong(memory.get(JAVA_INT, offset + 8)));
    }

    private static long find(int type, MemorySegment memory, long start, long length) {
        long end = start + length;
        long row = start;
        while (row + HEADER <= end) {
            long size = memory.get(JAVA_LONG, row);
            if (size < HEADER || size > end - row) {
                return NONE;
            }
            if (memory.get(JAVA_INT, row + 8) == SOL_SOCKET && memory.get(JAVA_INT, row + 12) == type) {
                return row;
            }
            row += (size + 7) & -8;
        }
        return NONE;
    }
}
