package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals by their names, as the JDK knows only TERM and KILL. */
final class Signal {
    private Signal() {}

    /** @param target a process id, or with a minus sign that of a process group */
    static void send(String name, String target) {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", name, target)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -s %s %s: no such process".formatted(name, target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
