package org.buslane.lab.junit.net;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that ran to its end. */
record Finished(String command, int status, List<String> out, List<String> err) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Without input, in a namespace. */
    static Finished of(Namespace namespace, List<String> words) {
        List<String> line = namespace.line(words);
        String command = String.join(" ", line);
        Process process = Namespace.start(line);
        Lines out = new Lines(process.inputReader());
        Lines err = new Lines(process.errorReader());
        if (!awaitEnd(process, LIMIT)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "%s took longer than %d s:%n%s".formatted(command, LIMIT.toSeconds(), out.soFar()));
        }
        return new Finished(command, process.exitValue(), out.all(), err.all());
    }

    static boolean awaitEnd(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String successfully() {
        if (status != 0) {
            throw new AssertionError(toString());
        }
        return String.join("\n", out);
    }

    /** For a program whose status says nothing. */
    List<String> withoutComplaint() {
        if (!err.isEmpty()) {
            throw new AssertionError(toString());
        }
        return out;
    }

    @Override
    public String toString() {
        return "%s: status %d%n%s"
                .formatted(
                        command,
                        status,
                        String.join(
                                "\n", Stream.concat(out.stream(), err.stream()).toList()));
    }
}
