package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One received message.
 *
 * @param body what follows the header, from position 0 to its limit, in the machine's byte order; its own memory
 */
record Message(MessageHeader header, ByteBuffer body) {
    /**
     * All messages of a datagram.
     *
     * @throws BadMessageException if one does not fit into it
     */
    static List<Message> all(ByteBuffer datagram) {
        List<Message> messages = new ArrayList<>();
        int end = datagram.limit();
        int at = 0;
        while (at < end) {
            int left = end - at;
            if (left < MessageHeader.SIZE) {
                throw new BadMessageException(
                        "a netlink datagram ends with %d bytes that are no message, at %d".formatted(left, at));
            }
            MessageHeader header = MessageHeader.read(datagram, at);
            if (header.length() < MessageHeader.SIZE || header.length() > left) {
                throw new BadMessageException("a netlink message of %d bytes stands in %d, at %d"
                        .formatted(Integer.toUnsignedLong(header.length()), left, at));
            }
            messages.add(
                    new Message(header, copy(datagram, at + MessageHeader.SIZE, header.length() - MessageHeader.SIZE)));
            at += MessageHeader.align(header.length());
        }
        return messages;
    }

    private static ByteBuffer copy(ByteBuffer source, int at, int length) {
        byte[] bytes = new byte[length];
        source.get(at, bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** The attributes behind a fixed part of so many bytes. */
    Attributes attributes(int fixedPart) {
        if (body.limit() < fixedPart) {
            throw new BadMessageException("a netlink message of type %d has a body of %d bytes, not %d and more"
                    .formatted(header.type(), body.limit(), fixedPart));
        }
        int start = Math.min(MessageHeader.align(fixedPart), body.limit());
        return Attributes.read(Attributes.slice(body, start, body.limit() - start));
    }
}
