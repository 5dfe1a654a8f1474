package org.buslane.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.buslane.lab.supply.Release;

/** The caller's environment as it is good inside. */
final class GuestEnvironment {
    /** What leads to sockets and services of the host's, which a guest cannot reach: its {@code /run} is its own. */
    private static final Set<String> OF_THE_HOST = Set.of(
            "BUSLANE_RUNDIR",
            "DBUS_SESSION_BUS_ADDRESS",
            "DISPLAY",
            "NOTIFY_SOCKET",
            "SSH_AUTH_SOCK",
            "WAYLAND_DISPLAY",
            "XDG_RUNTIME_DIR");

    private GuestEnvironment() {}

    /**
     * Says in BUSLANE_LAB which kernel there is. Root's programs are found also by who has no use for them outside, and
     * behind all others a modprobe, which a machine without modules may not have.
     */
    static Map<String, String> of(Map<String, String> caller, Release release) {
        Map<String, String> inside = new HashMap<>(caller);
        inside.keySet().removeAll(OF_THE_HOST);
        inside.put("BUSLANE_LAB", release.label());
        String path = inside.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : new String[] {"/usr/sbin", "/sbin", "/run/buslane-lab/boot/bin"}) {
            if (!(":" + path + ":").contains(":" + folder + ":")) {
                path += ":" + folder;
            }
        }
        inside.put("PATH", path);
        return inside;
    }
}
