package org.buslane.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where kernels and trees are kept. */
public final class SupplyFolder {
    private SupplyFolder() {}

    /**
     * BUSLANE_LAB_DIR if that is set, else {@code build/lab} of the checkout, or if that is somebody else's and empty, the
     * caller's own cache.
     *
     * @param home the checkout
     */
    public static Path of(Path home, Map<String, String> environment) {
        String named = said(environment, "BUSLANE_LAB_DIR", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        Path ofTheCheckout = home.resolve("build/lab");
        if (Files.exists(ofTheCheckout) || Files.isWritable(home.resolve("build"))) {
            return ofTheCheckout;
        }
        String caller = said(environment, "HOME", "/tmp");
        return Path.of(said(environment, "XDG_CACHE_HOME", caller + "/.cache"), "buslane", "lab")
                .toAbsolutePath();
    }

    /** Set to nothing is not set (XDG Base Directory Specification). */
    private static String said(Map<String, String> environment, String name, String unsaid) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? unsaid : value;
    }
}
