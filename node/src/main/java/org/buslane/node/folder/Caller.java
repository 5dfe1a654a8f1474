package org.buslane.node.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.buslane.linux.UidMap;

/**
 * Whose process this is and what it was told.
 *
 * @param uid its effective user id, as it sees it itself
 * @param root where the file system begins: {@code /} but for tests
 */
public record Caller(long uid, UidMap uidMap, Map<String, String> environment, Path root) {
    /** What the kernel shows for an owner who has no name in this user namespace. */
    static final long OVERFLOW_UID = 65534;

    /** The map of a process in no user namespace but the first. */
    static final UidMap WHOLE = new UidMap(List.of(new UidMap.Range(0, 0, 0xffffffffL)));

    public Caller {
        Objects.requireNonNull(uidMap, "uidMap is null");
        Objects.requireNonNull(root, "root is null");
        environment = Map.copyOf(environment);
    }

    /** This process, from /proc and its environment. */
    public static Caller ofThisProcess() {
        try {
            // The owner of /proc/self is the effective uid, without a system call of our own.
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return new Caller(
                    ((Number) uid).longValue(), UidMap.ofSelf(Path.of("/proc")), System.getenv(), Path.of("/"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/self: " + e.getMessage(), e);
        }
    }

    /** Whether ids mean what they say: outside a user namespace all of them stand for themselves. */
    boolean isOutside() {
        return uidMap.equals(WHOLE);
    }

    /** The user as the machine knows it: inside a user namespace everybody may be 0. */
    long outerUid() {
        return uidMap.outer(uid).orElse(uid);
    }

    /** A variable that holds an absolute path; empty if it does not. */
    public String absolute(String variable) {
        String value = environment.getOrDefault(variable, "");
        return value.startsWith("/") ? value : "";
    }
}
