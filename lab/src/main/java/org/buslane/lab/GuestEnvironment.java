package org.buslane.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.lab.supply.Release;
import org.jspecify.annotations.Nullable;

/** The caller's environment as it is good inside. */
final class GuestEnvironment {
    /** What leads to sockets and services of the host's, which a guest cannot reach: its {@code /run} is its own. */
    private static final Set<String> OF_THE_HOST = Set.of(
            "BUSLANE_RUNDIR",
            "BUSLANE_SOCKET",
            "DBUS_SESSION_BUS_ADDRESS",
            "DISPLAY",
            "NOTIFY_SOCKET",
            "SSH_AUTH_SOCK",
            "WAYLAND_DISPLAY",
            "XDG_RUNTIME_DIR");

    /** What {@code buslane run} puts in: inside, it would keep programs from the guest's own interfaces. */
    private static final String LAYER = "libbuslane-can.so";

    private GuestEnvironment() {}

    /**
     * Says in BUSLANE_LAB which kernel there is. Root's programs are found also by who has no use for them outside, and
     * behind all others a modprobe, which a machine without modules may not have.
     */
    static Map<String, String> of(Map<String, String> caller, Release release) {
        Map<String, String> inside = new HashMap<>(caller);
        inside.keySet().removeAll(OF_THE_HOST);
        inside.computeIfPresent("LD_PRELOAD", (name, libraries) -> withoutLayer(libraries));
        inside.put("BUSLANE_LAB", release.label());
        String path = inside.getOrDefault("PATH", "");
        path = path.isEmpty() ? "/usr/local/bin:/usr/bin:/bin" : path;
        for (String folder : new String[] {"/usr/sbin", "/sbin", "/run/buslane-lab/boot/bin"}) {
            if (!(":" + path + ":").contains(":" + folder + ":")) {
                path += ":" + folder;
            }
        }
        inside.put("PATH", path);
        return inside;
    }

    /** ld.so(8) has spaces and colons between libraries. */
    private static @Nullable String withoutLayer(String libraries) {
        String others = Stream.of(libraries.split("[ :]+"))
                .filter(each -> !each.equals(LAYER) && !each.endsWith("/" + LAYER))
                .collect(Collectors.joining(":"));
        return others.isEmpty() ? null : others;
    }
}
