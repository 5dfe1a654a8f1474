package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row of struct nlattr by type: 2 bytes length with these 4, 2 bytes type, the value, padding to 4. Of two
 * with one type the last counts, as in the kernel's nla_parse. The kernel may make a value longer in a later
 * version, never shorter, so what is read here asks for as many bytes as it needs.
 */
final class Attributes {
    static final int HEADER = 4;

    /** NLA_TYPE_MASK: the upper two bits say nested and network byte order. */
    private static final int TYPE = 0x3FFF;

    private final Map<Integer, ByteBuffer> values;

    private Attributes(Map<Integer, ByteBuffer> values) {
        this.values = values;
    }

    /**
     * Reads from 0 to the limit.
     *
     * @throws BadMessageException if an attribute does not fit
     */
    static Attributes read(ByteBuffer row) {
        Map<Integer, ByteBuffer> values = new TreeMap<>();
        int end = row.limit();
        int at = 0;
        // Fewer bytes than a header are padding, which nla_ok leaves alone too.
        while (end - at >= HEADER) {
            int length = Short.toUnsignedInt(row.getShort(at));
            int type = Short.toUnsignedInt(row.getShort(at + 2)) & TYPE;
            if (length < HEADER || length > end - at) {
                throw new BadMessageException(
                        "netlink attribute %d at %d says %d bytes, of %d".formatted(type, at, length, end - at));
            }
            values.put(type, slice(row, at + HEADER, length - HEADER));
            at += MessageHeader.align(length);
        }
        return new Attributes(values);
    }

    /** Part of it, from position 0 to its limit, in the machine's byte order. */
    static ByteBuffer slice(ByteBuffer source, int at, int length) {
        return source.slice(at, length).order(ByteOrder.nativeOrder());
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    /** Whether there are none but these, so that whoever knows these knows all that was said. */
    boolean hasOnly(Set<Integer> types) {
        return types.containsAll(values.keySet());
    }

    /** The value, of at least so many bytes. */
    Optional<ByteBuffer> value(int type, int bytes) {
        ByteBuffer value = values.get(type);
        if (value != null && value.limit() < bytes) {
            throw new BadMessageException(
                    "netlink attribute %d has %d bytes, not %d".formatted(type, value.limit(), bytes));
        }
        return Optional.ofNullable(value);
    }

    OptionalInt u8(int type) {
        return value(type, 1)
                .map(value -> OptionalInt.of(Byte.toUnsignedInt(value.get(0))))
                .orElseGet(OptionalInt::empty);
    }

    /** Its 32 bits: an index, a netns id, which may be negative. */
    OptionalInt s32(int type) {
        return value(type, 4).map(value -> OptionalInt.of(value.getInt(0))).orElseGet(OptionalInt::empty);
    }

    /** 0 without it, as the kernel leaves counters out that are. */
    long u32(int type) {
        return value(type, 4)
                .map(value -> Integer.toUnsignedLong(value.getInt(0)))
                .orElse(0L);
    }

    /** 0 without it. All 64 bits. */
    long u64(int type) {
        return value(type, 8).map(value -> value.getLong(0)).orElse(0L);
    }

    /** A text without the NUL at its end. */
    Optional<String> text(int type) {
        return value(type, 0).map(value -> {
            byte[] bytes = new byte[value.limit()];
            value.get(0, bytes);
            int length = 0;
            while (length < bytes.length && bytes[length] != 0) {
                length++;
            }
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        });
    }

    /** The row inside it; an empty one without it. */
    Attributes nested(int type) {
        return value(type, 0).map(Attributes::read).orElseGet(() -> new Attributes(Map.of()));
    }

    /** A row inside each of them, by type: a list, whose types are the places in it. */
    List<Attributes> rows() {
        return values.values().stream().map(Attributes::read).toList();
    }
}
