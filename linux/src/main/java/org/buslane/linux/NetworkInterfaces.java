package org.buslane.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The kernel's network interfaces, as sysfs shows them. */
public final class NetworkInterfaces {
    /** IFNAMSIZ of linux/if.h less the NUL. */
    private static final int NAME_BYTES = 15;

    private NetworkInterfaces() {}

    /**
     * Whether there is an interface of this name in the network namespace sysfs was mounted in; a name
     * that no interface can have is none.
     *
     * @param sys the folder that is /sys
     */
    public static boolean exists(Path sys, String name) {
        return isName(name) && Files.exists(sys.resolve("class/net").resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** dev_valid_name of net/core/dev.c. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == ':' || c == 0 || Character.isWhitespace(c));
    }
}
