package org.buslane.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.linux.Descriptor;

/** This process's open sockets, pipes and files in memory; the JVM opens files on disk as it likes. */
final class OpenDescriptors {
    private OpenDescriptors() {}

    static List<String> now() throws IOException {
        return targets().values().stream()
                .filter(target -> !target.startsWith("/") || target.startsWith("/memfd:"))
                .toList();
    }

    /** Closes every other descriptor of the same socket. */
    static void closeDuplicatesOf(Descriptor one) throws IOException {
        Map<Integer, String> targets = targets();
        String wanted = targets.remove(one.number());
        targets.forEach((number, target) -> {
            if (target.equals(wanted)) {
                Descriptor.adopt(number, target).close();
            }
        });
    }

    static Set<Integer> numbers() throws IOException {
        return targets().keySet();
    }

    /** Closes the sockets and files in memory that were opened since; only for one who is alone. */
    static void closeAllBut(Set<Integer> before) throws IOException {
        targets().forEach((number, target) -> {
            if (!before.contains(number) && (target.startsWith("socket:") || target.startsWith("/memfd:"))) {
                Descriptor.adopt(number, target).close();
            }
        });
    }

    private static Map<Integer, String> targets() throws IOException {
        Map<Integer, String> targets = new HashMap<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            for (Path entry : entries.toList()) {
                try {
                    targets.put(
                            Integer.valueOf(entry.getFileName().toString()),
                            Files.readSymbolicLink(entry).toString());
                } catch (NoSuchFileException closed) {
                    // That of the listing itself.
                }
            }
        }
        return targets;
    }
}
