package org.buslane.lab;

import java.util.Locale;
import org.buslane.linux.TerminalSize;

/** What a lab's command has for its input, output and errors. */
enum Screen {
    /** The caller's terminal, all three. */
    TERMINAL,
    /** The caller's terminal, but for the errors, which go elsewhere. */
    SCREEN,
    /** Whatever the caller has. */
    BATCH;

    static Screen ofTheCaller() {
        if (!isTerminal(0) || !isTerminal(1)) {
            return BATCH;
        }
        return isTerminal(2) ? TERMINAL : SCREEN;
    }

    private static boolean isTerminal(int descriptor) {
        return TerminalSize.of(descriptor).isPresent();
    }

    /** As the guest's init knows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
