package org.buslane.linux.netlink;

import java.nio.charset.StandardCharsets;

/** What may be the name of a network interface: dev_valid_name of net/core/dev.c. */
final class InterfaceName {
    /** IFNAMSIZ of linux/if.h less the NUL. */
    private static final int MAX_BYTES = 15;

    private InterfaceName() {}

    /** The name, if it is one. */
    static String require(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an interface's name has 1 to %d bytes, '%s' has %d".formatted(MAX_BYTES, name, bytes));
        }
        if (name.equals(".") || name.equals("..") || !name.chars().allMatch(InterfaceName::isAllowed)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of an interface");
        }
        return name;
    }

    /** Percent is allowed to be there and not to be asked for: in a request it numbers the name, as in can%d. */
    private static boolean isAllowed(int c) {
        return c != '/' && c != ':' && c != '%' && c != 0 && !Character.isWhitespace(c);
    }
}
