package org.buslane.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This process's open sockets, pipes and files in memory; the JVM opens files on disk as it likes. */
final class OpenDescriptors {
    private OpenDescriptors() {}

    static List<String> now() throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            for (Path entry : entries.toList()) {
                try {
                    String target = Files.readSymbolicLink(entry).toString();
                    if (!target.startsWith("/") || target.startsWith("/memfd:")) {
                        open.add(target);
                    }
                } catch (java.nio.file.NoSuchFileException closed) {
                    // That of the listing itself.
                }
            }
        }
        return open;
    }
}
