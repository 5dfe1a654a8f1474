package org.buslane.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.buslane.linux.TerminalSize;

/** What a lab's command has for its input, output and errors. */
enum Screen {
    /** The caller's terminal, all three. */
    TERMINAL,
    /** The caller's terminal, but for the errors, which go elsewhere. */
    SCREEN,
    /** Whatever the caller has, output and errors each for itself. */
    BATCH,
    /** Whatever the caller has, which is the same for output and errors: they shall keep their order. */
    MIXED;

    static Screen ofTheCaller() {
        if (!isTerminal(0) || !isTerminal(1)) {
            return isSameFile(1, 2) ? MIXED : BATCH;
        }
        return isTerminal(2) ? TERMINAL : SCREEN;
    }

    /** By the kernel's name of what they are, such as {@code pipe:[8123]}. */
    private static boolean isSameFile(int one, int other) {
        try {
            Path descriptors = Path.of("/proc/self/fd");
            return Files.readSymbolicLink(descriptors.resolve(Integer.toString(one)))
                    .equals(Files.readSymbolicLink(descriptors.resolve(Integer.toString(other))));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isTerminal(int descriptor) {
        return TerminalSize.of(descriptor).isPresent();
    }

    /** Whether the caller's terminal is the command's too. */
    boolean hasTerminal() {
        return this == TERMINAL || this == SCREEN;
    }

    /** As the guest's init knows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
