package org.buslane.node.lanes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Network namespaces by their numbers, without holding them: while somebody holds one its interfaces live on.
 *
 * @param proc the folder that is /proc
 */
record Namespaces(Path proc) {
    /** A file that leads to that namespace: this one if it still does, else some process's. */
    Optional<Path> find(long number, Path known) {
        if (isOf(number, known)) {
            return Optional.of(known);
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                Path file = process.resolve("ns/net");
                if (isOf(number, file)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException e) {
            // Then nothing is known of processes, and none is found.
        }
        return Optional.empty();
    }

    private static boolean isOf(long number, Path file) {
        try {
            return ((Number) Files.getAttribute(file, "unix:ino")).longValue() == number;
        } catch (IOException e) {
            return false;
        }
    }
}
