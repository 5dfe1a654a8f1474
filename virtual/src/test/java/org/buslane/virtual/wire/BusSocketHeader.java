package org.buslane.virtual.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the C compiler what expressions over {@code native/bus_socket.h} come to. */
final class BusSocketHeader {
    private BusSocketHeader() {}

    /** Each expression's value as an int, whatever its sign in C. */
    static Map<String, Integer> evaluate(Collection<String> expressions, Path folder) {
        String prints = expressions.stream()
                .map(expression -> "    printf(\"%s=%%d\\n\", (int)(%s));\n".formatted(expression, expression))
                .collect(joining());
        String program = """
                #include "bus_socket.h"
                #include <linux/can.h>
                #include <linux/can/raw.h>
                #include <linux/if.h>
                #include <linux/net_tstamp.h>
                #include <stddef.h>
                #include <stdio.h>
                #include <sys/socket.h>
                int main(void) {
                %s    return 0;
                }
                """.formatted(prints);
        try {
            Path source = Files.writeString(folder.resolve("evaluate.c"), program);
            Path binary = folder.resolve("evaluate");
            String compiler = System.getenv().getOrDefault("CC", "cc");
            run(List.of(
                    compiler, "-D_GNU_SOURCE", "-I", headers().toString(), "-o", binary.toString(), source.toString()));
            return run(List.of(binary.toString()))
                    .lines()
                    .map(line -> line.split("="))
                    .collect(toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the header: tests run in their module's folder, or in the repository's. */
    private static Path headers() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("native/bus_socket.h"))) {
                return folder.resolve("native");
            }
        }
        throw new AssertionError("no native/bus_socket.h here or above");
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return output;
    }
}
