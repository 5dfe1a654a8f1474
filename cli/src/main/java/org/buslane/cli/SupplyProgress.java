package org.buslane.cli;

import java.io.PrintStream;
import org.buslane.lab.supply.Progress;
import org.buslane.linux.TerminalSize;

/** On a terminal one line that is written over and then gone; elsewhere a line whenever something else begins. */
final class SupplyProgress implements Progress {
    private static final int STANDARD_ERROR = 2;
    private static final String ERASE = "\r\033[K";

    private final PrintStream errors;
    private final boolean terminal;
    private String begun = "";

    SupplyProgress(PrintStream errors, boolean terminal) {
        this.errors = errors;
        this.terminal = terminal;
    }

    /** On what this process has for its standard error. */
    static SupplyProgress on(PrintStream errors) {
        return new SupplyProgress(errors, TerminalSize.of(STANDARD_ERROR).isPresent());
    }

    @Override
    public void line(String text) {
        if (terminal) {
            errors.print(ERASE + "buslane: " + text);
        } else if (!withoutNumbers(text).equals(begun)) {
            begun = withoutNumbers(text);
            errors.println("buslane: " + text);
        }
        errors.flush();
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[0-9.]+ *%?", "");
    }

    @Override
    public void done() {
        if (terminal) {
            errors.print(ERASE);
            errors.flush();
        }
    }
}
