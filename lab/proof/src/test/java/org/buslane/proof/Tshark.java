package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Debian's tshark, unpacked and not installed: it needs to be told where its libraries are. */
final class Tshark {
    private Tshark() {}

    /** {@code tshark WORDS} as words of a shell. */
    static String line(Checkout checkout, String words) {
        Path usr = checkout.root().resolve("build/debian/usr/lib");
        return "LD_LIBRARY_PATH=%s %s %s".formatted(libraries(usr), checkout.program("tshark"), words);
    }

    private static Path libraries(Path folder) {
        try (Stream<Path> each = Files.list(folder)) {
            return each.filter(path -> path.toString().endsWith("-linux-gnu"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no libraries in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
