package org.buslane.lab;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The terminal that the caller sits at, saved and restored by {@code stty}. */
final class Terminal {
    private final String before;

    private Terminal(String before) {
        this.before = before;
    }

    /** As it is now. */
    static Terminal ofTheCaller() {
        return new Terminal(stty("-g"));
    }

    /** A guest has it in raw mode, and when killed leaves it so. */
    void restore() {
        if (!before.isEmpty()) {
            stty(before);
        }
    }

    /** What it says, nothing if it cannot. */
    private static String stty(String word) {
        try {
            Process stty = new ProcessBuilder("stty", word)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (var said = stty.inputReader()) {
                String line = said.readLine();
                return line == null ? "" : line.strip();
            }
        } catch (IOException e) {
            return "";
        }
    }
}
