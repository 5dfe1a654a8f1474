package org.buslane.linux.socket;

import java.nio.ByteBuffer;

/**
 * struct msghdr as 64-bit Linux has it (linux/socket.h, struct user_msghdr), and the struct mmsghdr and
 * iovec around it. {@code at} is the struct's place in the memory. Buffers and no memory segments: the
 * first access to a segment costs a start 4 ms, for the handles behind it.
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

    static void name(ByteBuffer memory, int at, long address, int length) {
        memory.putLong(at + NAME, address);
        memory.putInt(at + NAME_LENGTH, length);
    }

    static void iovecs(ByteBuffer memory, int at, long address, long count) {
        memory.putLong(at + IOVECS, address);
        memory.putLong(at + IOVEC_COUNT, count);
    }

    static void iovecCount(ByteBuffer memory, int at, long count) {
        memory.putLong(at + IOVEC_COUNT, count);
    }

    static void control(ByteBuffer memory, int at, long address, long length) {
        memory.putLong(at + CONTROL, address);
        memory.putLong(at + CONTROL_LENGTH, length);
    }

    static long controlLength(ByteBuffer memory, int at) {
        return memory.getLong(at + CONTROL_LENGTH);
    }

    static void controlLength(ByteBuffer memory, int at, long length) {
        memory.putLong(at + CONTROL_LENGTH, length);
    }

    static int flags(ByteBuffer memory, int at) {
        return memory.getInt(at + FLAGS);
    }

    static void flags(ByteBuffer memory, int at, int flags) {
        memory.putInt(at + FLAGS, flags);
    }

    static int length(ByteBuffer memory, int at) {
        return memory.getInt(at + LENGTH);
    }

    static void length(ByteBuffer memory, int at, int length) {
        memory.putInt(at + LENGTH, length);
    }

    static void iovecEntry(ByteBuffer memory, int at, long address, long length) {
        memory.putLong(at, address);
        memory.putLong(at + 8, length);
    }
}
