package org.buslane.linux.socket;

import java.nio.ByteBuffer;
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
    private static final int SCM_TIMESTAMPNS = 35; // asm-generic/socket.h, as SO_TIMESTAMPNS
    private static final int SO_RXQ_OVFL = 40;
    private static final int TIMESPEC_SIZE = 16;
    private static final long NANOS = 1_000_000_000L;
    private static final int NONE = -1;

    private ControlData() {}

    /** CMSG_SPACE: what a row with so much data takes. */
    static int space(int dataBytes) {
        return dataBytes == 0 ? 0 : HEADER + align(dataBytes);
    }

    private static int align(int bytes) {
        return (bytes + 7) & -8;
    }

    /** Writes one SCM_RIGHTS row. */
    static void writeDescriptors(ByteBuffer control, List<Descriptor> descriptors) {
        control.putLong(0, HEADER + 4L * descriptors.size());
        control.putInt(8, SOL_SOCKET);
        control.putInt(12, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
            control.putInt(HEADER + 4 * i, descriptors.get(i).number());
        }
    }

    /** How many descriptors arrived; the kernel puts them into one row. */
    static int descriptorCount(ByteBuffer memory, int start, int length) {
        int row = find(SCM_RIGHTS, memory, start, length);
        return row == NONE ? 0 : (int) (memory.getLong(row) - HEADER) / 4;
    }

    static int descriptor(ByteBuffer memory, int start, int length, int index) {
        int row = find(SCM_RIGHTS, memory, start, length);
        if (row == NONE || index < 0 || index >= (memory.getLong(row) - HEADER) / 4) {
            throw new IndexOutOfBoundsException("there is no passed descriptor " + index);
        }
        return memory.getInt(row + HEADER + 4 * index);
    }

    /** Where the sender's struct ucred stands, or -1. */
    static int findCredentials(ByteBuffer memory, int start, int length) {
        int row = find(SCM_CREDENTIALS, memory, start, length);
        return row == NONE || memory.getLong(row) < HEADER + UCRED_SIZE ? NONE : row + HEADER;
    }

    static PeerCredentials credentials(ByteBuffer memory, int offset) {
        return new PeerCredentials(
                memory.getInt(offset),
                Integer.toUnsignedLong(memory.getInt(offset + 4)),
                Integer.toUnsignedLong(memory.getInt(offset + 8)));
    }

    /** What a count of drops and a time of arrival take. */
    static int arrivalSpace() {
        return space(Integer.BYTES) + space(TIMESPEC_SIZE);
    }

    /** Messages dropped before this one was queued; the kernel says nothing as long as that is 0. */
    static int drops(ByteBuffer memory, int start, int length) {
        int row = find(SO_RXQ_OVFL, memory, start, length);
        return row == NONE || memory.getLong(row) < HEADER + Integer.BYTES ? 0 : memory.getInt(row + HEADER);
    }

    /** Nanoseconds of CLOCK_REALTIME, or 0. */
    static long stamp(ByteBuffer memory, int start, int length) {
        int row = find(SCM_TIMESTAMPNS, memory, start, length);
        return row == NONE || memory.getLong(row) < HEADER + TIMESPEC_SIZE
                ? 0
                : memory.getLong(row + HEADER) * NANOS + memory.getLong(row + HEADER + Long.BYTES);
    }

    private static int find(int type, ByteBuffer memory, int start, int length) {
        int end = start + length;
        int row = start;
        while (row + HEADER <= end) {
            long size = memory.getLong(row);
            if (size < HEADER || size > end - row) {
                return NONE;
            }
            if (memory.getInt(row + 8) == SOL_SOCKET && memory.getInt(row + 12) == type) {
                return row;
            }
            row += align((int) size);
        }
        return NONE;
    }
}
