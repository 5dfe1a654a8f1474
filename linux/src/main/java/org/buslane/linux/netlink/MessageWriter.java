package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes a request: a header, a fixed part, attributes. In the machine's byte order and without NLA_F_NESTED, as
 * iproute2 and cangw write them.
 */
final class MessageWriter {
    private static final int MAX_ATTRIBUTE = 0xFFFF;

    private final int type;
    private final int flags;
    private ByteBuffer buffer = allocate(256);

    /**
     * Has a header and nothing else yet.
     *
     * @param flags NLM_F_REQUEST is added
     */
    MessageWriter(int type, int flags) {
        this.type = type;
        this.flags = flags | MessageHeader.REQUEST;
        buffer.position(MessageHeader.SIZE);
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int length = buffer.position();
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), Math.max(2 * buffer.capacity(), length + bytes)))
                    .order(ByteOrder.nativeOrder())
                    .position(length);
        }
        return buffer;
    }

    MessageWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    MessageWriter u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    MessageWriter u32(int value) {
        room(4).putInt(value);
        return this;
    }

    MessageWriter u64(long value) {
        room(8).putLong(value);
        return this;
    }

    MessageWriter bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    MessageWriter zeros(int count) {
        return bytes(new byte[count]);
    }

    /** An attribute of whatever is written meanwhile: a struct, or attributes again. */
    MessageWriter attribute(int attribute, Consumer<MessageWriter> value) {
        int start = buffer.position();
        u16(0).u16(attribute);
        value.accept(this);
        int length = buffer.position() - start;
        if (length > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("netlink attribute %d would have %d bytes; %d is the most"
                    .formatted(attribute, length, MAX_ATTRIBUTE));
        }
        buffer.putShort(start, (short) length);
        return zeros(MessageHeader.align(length) - length);
    }

    MessageWriter attribute8(int attribute, int value) {
        return attribute(attribute, inside -> inside.u8(value));
    }

    MessageWriter attribute32(int attribute, int value) {
        return attribute(attribute, inside -> inside.u32(value));
    }

    MessageWriter attribute64(int attribute, long value) {
        return attribute(attribute, inside -> inside.u64(value));
    }

    /** With a NUL at its end. */
    MessageWriter text(int attribute, String value) {
        return attribute(
                attribute,
                inside -> inside.bytes(value.getBytes(StandardCharsets.UTF_8)).u8(0));
    }

    /** The finished message, from position 0 to its limit. The port is for the kernel to fill in. */
    ByteBuffer message(int sequence) {
        int length = buffer.position();
        ByteBuffer message =
                ByteBuffer.wrap(Arrays.copyOf(buffer.array(), length)).order(ByteOrder.nativeOrder());
        new MessageHeader(length, type, flags, sequence, 0).write(message, 0);
        return message;
    }
}
