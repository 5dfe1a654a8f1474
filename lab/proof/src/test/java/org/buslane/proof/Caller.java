package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who runs a command. */
enum Caller {
    /** Whoever runs the tests. */
    SELF,

    /** A user without rights, in no namespace of their own: uid 65534 if the tests run as root. */
    ORDINARY,

    /**
     * A stand-in for an unprivileged container: a user and a network namespace of its own and no capability
     * outside; uid 65534 if the tests run as root.
     */
    STRANGER;

    private static final List<String> OWN_NAMESPACES = List.of("unshare", "-Urn", "--");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    /** What stands before the command. */
    List<String> prefix() {
        return switch (this) {
            case SELF -> List.of();
            case ORDINARY -> isRoot() ? NOBODY : List.of();
            case STRANGER -> isRoot() ? concat(NOBODY, OWN_NAMESPACES) : OWN_NAMESPACES;
        };
    }

    boolean isWhoRunsTheTests() {
        return this == SELF || !isRoot();
    }

    /** Makes a folder this caller's. */
    void own(Path folder) throws IOException {
        if (!isWhoRunsTheTests()) {
            Files.setAttribute(folder, "unix:uid", 65534);
            Files.setAttribute(folder, "unix:gid", 65534);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
