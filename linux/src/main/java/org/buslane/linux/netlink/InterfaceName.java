package org.buslane.linux.netlink;

import java.nio.charset.StandardCharsets;

/** What may be the name of a network interface: dev_valid_name of net/core/dev.c. */
final class InterfaceName {
    /** IFNAMSIZ of linux/if.h less the NUL. */
    private static final int MAX_BYTES = 15;

    private InterfaceName() {}

    /** Whether it may be asked for. */
    static boolean isOne(String name) {
        return isLength(bytes(name)) && hasAllowed(name);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isLength(int bytes) {
        return bytes >= 1 && bytes <= MAX_BYTES;
    }

    private static boolean hasAllowed(String name) {
        return !name.equals(".") && !name.equals("..") && name.chars().allMatch(InterfaceName::isAllowed);
    }

    /** The name, if it is one. */
    static String require(String name) {
        int bytes = bytes(name);
        if (!isLength(bytes)) {
            throw new IllegalArgumentException(
                    "an interface's name has 1 to %d bytes, '%s' has %d".formatted(MAX_BYTES, name, bytes));
        }
        if (!hasAllowed(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of an interface");
        }
        return name;
    }

    /** Percent is allowed to be there and not to be asked for: in a request it numbers the name, as in can%d. */
    private static boolean isAllowed(int c) {
        return c != '/' && c != ':' && c != '%' && c != 0 && !Character.isWhitespace(c);
    }
}
