package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct msghdr as 64-bit Linux has it (linux/socket.h, struct user_msghdr), and the struct mmsghdr and
 * iovec around it. Every offset is the struct's place in the memory.
 *
 * <pre>
 * msghdr  56  name:ptr namelen:u32 pad:4 iov:ptr iovlen:u64 control:ptr controllen:u64 flags:i32 pad:4
 * mmsghdr 64  msghdr len:u32 pad:4
 * iovec   16  base:ptr len:u64
 * </pre>
 */
final class MessageHeader {
    static final int SIZE = 56;
    static final int MMSGHDR_SIZE = 64;
    static final int IOVEC_SIZE = 16;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int IOVECS = 16;
    private static final int IOVEC_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;

    /** msg_len of struct mmsghdr. */
    private static final int LENGTH = 56;

    private MessageHeader() {}

    static void name(MemorySegment memory, long at, long address, int length) {
        memory.set(JAVA_LONG, at + NAME, address);
        memory.set(JAVA_INT, at + NAME_LENGTH, length);
    }

    static void iovecs(MemorySegment memory, long at, long address, long count) {
        memory.set(JAVA_LONG, at + IOVECS, address);
        memory.set(JAVA_LONG, at + IOVEC_COUNT, count);
    }

    static void iovecCount(MemorySegment memory, long at, long count) {
        memory.set(JAVA_LONG, at + IOVEC_COUNT, count);
    }

    static void control(MemorySegment memory, long at, long address, long length) {
        memory.set(JAVA_LONG, at + CONTROL, address);
        memory.set(JAVA_LONG, at + CONTROL_LENGTH, length);
    }

    static long controlLength(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG, at + CONTROL_LENGTH);
    }

    static void controlLength(MemorySegment memory, long at, long length) {
        memory.set(JAVA_LONG, at + CONTROL_LENGTH, length);
    }

    static int flags(MemorySegment memory, long at) {
        return memory.get(JAVA_INT, at + FLAGS);
    }

    static void flags(MemorySegment memory, long at, int flags) {
        memory.set(JAVA_INT, at + FLAGS, flags);
    }

    static int length(MemorySegment memory, long at) {
        return memory.get(JAVA_INT, at + LENGTH);
    }

    static void length(MemorySegment memory, long at, int length) {
        memory.set(JAVA_INT, at + LENGTH, length);
    }

    static void iovecEntry(MemorySegment memory, long at, long address, long length) {
        memory.set(JAVA_LONG, at, address);
        memory.set(JAVA_LONG, at + 8, length);
    }
}
