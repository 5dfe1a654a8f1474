package org.buslane.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The root of the command tree: every word after {@code buslane} that the launcher does not take itself. */
@Command(name = "buslane", mixinStandardHelpOptions = true, version = "buslane 0.1.0")
final class Main implements Runnable {
    private Main() {}

    static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    /** No command was given. */
    @Override
    public void run() {
        CommandLine.usage(this, System.err);
        System.exit(ExitCode.USAGE);
    }
}
