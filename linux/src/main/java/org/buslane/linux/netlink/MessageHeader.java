package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/**
 * struct nlmsghdr of linux/netlink.h, 16 bytes: length with this header, type, flags, sequence number, port.
 *
 * @param length in bytes, of the whole message without padding
 */
record MessageHeader(int length, int type, int flags, int sequence, int port) {
    static final int SIZE = 16;

    /** Types below 16 are netlink's own. */
    static final int NOOP = 1;

    static final int ERROR = 2;
    static final int DONE = 3;
    static final int OVERRUN = 4;

    static final int REQUEST = 0x01;
    static final int MULTI = 0x02;
    static final int ACK = 0x04;

    /** What everybody is told of the change, the one who asked for it is told too, before the acknowledgement. */
    static final int ECHO = 0x08;

    /** What was listed changed meanwhile: something may be there twice, or not at all. */
    static final int DUMP_INTERRUPTED = 0x10;

    /** NLM_F_ROOT and NLM_F_MATCH. */
    static final int DUMP = 0x300;

    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;

    /** In an error: the request that it answers is not repeated behind it. */
    static final int CAPPED = 0x100;

    /** In an error: attributes of enum nlmsgerr_attrs follow. */
    static final int EXTENDED = 0x200;

    private static final int ALIGNMENT = 4;

    static int align(int bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static MessageHeader read(ByteBuffer source, int at) {
        return new MessageHeader(
                source.getInt(at),
                Short.toUnsignedInt(source.getShort(at + 4)),
                Short.toUnsignedInt(source.getShort(at + 6)),
                source.getInt(at + 8),
                source.getInt(at + 12));
    }

    void write(ByteBuffer target, int at) {
        target.putInt(at, length);
        target.putShort(at + 4, (short) type);
        target.putShort(at + 6, (short) flags);
        target.putInt(at + 8, sequence);
        target.putInt(at + 12, port);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
