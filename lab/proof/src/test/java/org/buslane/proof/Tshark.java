package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Debian's tshark and dumpcap, unpacked and not installed: they need to be told where their libraries are. */
final class Tshark {
    private Tshark() {}

    /** {@code tshark WORDS} as words of a shell. */
    static String line(Checkout checkout, String words) {
        return line(checkout, "tshark", words);
    }

    /** {@code PROGRAM WORDS}, of one that comes with it. */
    static String line(Checkout checkout, String program, String words) {
        Path tree = checkout.root().resolve("build/debian");
        return "LD_LIBRARY_PATH=%s:%s %s %s"
                .formatted(
                        libraries(tree.resolve("usr/lib")),
                        libraries(tree.resolve("lib")),
                        checkout.program(program),
                        words);
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
