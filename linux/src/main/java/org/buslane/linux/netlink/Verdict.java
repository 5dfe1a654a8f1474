package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;

/**
 * How a request ended: NLMSG_ERROR, struct nlmsgerr of linux/netlink.h, which with an errno of 0 is an
 * acknowledgement, or NLMSG_DONE at the end of a list.
 *
 * @param errno positive, or 0 if all went well
 * @param text the kernel's own words (NLMSGERR_ATTR_MSG), which a kernel gives with success too, as a warning
 * @param offset where in the request the attribute stands that it complains about (NLMSGERR_ATTR_OFFS), in bytes
 */
record Verdict(int errno, Optional<String> text, OptionalInt offset) {
    private static final int ERRNO_SIZE = 4;
    private static final int TEXT = 1;
    private static final int OFFSET = 2;

    static Verdict of(int errno) {
        return new Verdict(errno, Optional.empty(), OptionalInt.empty());
    }

    /** Of a message whose type is ERROR or DONE. */
    static Verdict read(Message message) {
        MessageHeader header = message.header();
        ByteBuffer body = message.body();
        if (body.limit() < ERRNO_SIZE) {
            // Such an end of a list is a plain one: older kernels' had no body.
            if (header.type() == MessageHeader.DONE) {
                return of(0);
            }
            throw new BadMessageException("a netlink error has %d bytes, not even an errno".formatted(body.limit()));
        }
        int errno = -body.getInt(0);
        if (errno < 0) {
            throw new BadMessageException("a netlink error's errno is %d".formatted(-errno));
        }
        if (!header.has(MessageHeader.EXTENDED)) {
            return of(errno);
        }
        Attributes more = message.attributes(
                header.type() == MessageHeader.DONE ? ERRNO_SIZE : ERRNO_SIZE + repeated(header, body));
        return new Verdict(errno, more.text(TEXT), more.s32(OFFSET));
    }

    /** How much of the request stands between errno and attributes: its header, or all of it. */
    private static int repeated(MessageHeader header, ByteBuffer body) {
        if (body.limit() < ERRNO_SIZE + MessageHeader.SIZE) {
            throw new BadMessageException(
                    "a netlink error has %d bytes, too few to say what it answers".formatted(body.limit()));
        }
        if (header.has(MessageHeader.CAPPED)) {
            return MessageHeader.SIZE;
        }
        int length = MessageHeader.read(body, ERRNO_SIZE).length();
        if (length < MessageHeader.SIZE || length > body.limit() - ERRNO_SIZE) {
            throw new BadMessageException("a netlink error of %d bytes repeats a request of %d"
                    .formatted(body.limit(), Integer.toUnsignedLong(length)));
        }
        return length;
    }

    /**
     * Throws what went wrong, if something did.
     *
     * @param call what was being done, in plain words
     * @param object what it was done to
     */
    void check(String call, String object) {
        if (errno != 0) {
            throw new LinuxException(call, object, new Errno(errno), explanation());
        }
    }

    private String explanation() {
        String where = offset.isPresent() ? " (byte %d of the request)".formatted(offset.getAsInt()) : "";
        return text.map(words -> words + where).orElse(where.strip());
    }
}
