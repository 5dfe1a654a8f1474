package org.buslane.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every process a place started, whoever its parent is by now: a mark in the environment is inherited by all of
 * them and by nobody else.
 */
record Leftovers(String mark) {
    static final String VARIABLE = "BUSLANE_TEST_PLACE";

    /** Kills until none is left, as a process may start another while it is looked for. */
    void kill() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        deadline.await(
                () -> {
                    List<ProcessHandle> left = find();
                    left.forEach(ProcessHandle::destroyForcibly);
                    return left.isEmpty();
                },
                () -> "could not kill " + find());
    }

    List<ProcessHandle> find() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    handle(process).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("/proc: " + e, e);
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1)
                    .contains(VARIABLE + "=" + mark);
        } catch (IOException _) {
            // It has ended, or is not ours to look at: then it is not ours to end.
            return false;
        }
    }

    private static Optional<ProcessHandle> handle(Path process) {
        return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
    }
}
