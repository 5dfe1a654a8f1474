package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Bytes as they were seen on a netlink socket of a little-endian machine; spaces are for people. */
final class Wire {
    private Wire() {}

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))).order(ByteOrder.nativeOrder());
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return HexFormat.of().formatHex(copy);
    }

    /** Without spaces, as {@link #hex} gives it. */
    static String joined(String... parts) {
        return String.join("", parts).replace(" ", "");
    }

    /** The only message there. */
    static Message message(String... parts) {
        return Message.all(bytes(joined(parts))).getFirst();
    }
}
