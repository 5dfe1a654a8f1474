package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where picocli is loaded: for options, for mistakes and for help. */
final class Parser {
    private static final int WIDTH = 100;

    private Parser() {}

    /**
     * Reads what was typed behind a command; empty if that asks for help.
     *
     * @throws UsageException if the command does not take it
     */
    static Optional<Arguments> parse(String name, Command command, List<String> words) {
        try {
            ParseResult parsed = commandLine(name, command).parseArgs(words.toArray(String[]::new));
            return parsed.isUsageHelpRequested() ? Optional.empty() : Optional.of(Arguments.of(parsed));
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** What a command takes, for people. */
    static String usage(String name, Command command) {
        return commandLine(name, command).getUsageMessage();
    }

    private static CommandLine commandLine(String name, Command command) {
        CommandSpec spec = command.spec();
        spec.name("buslane " + name);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .arity("0")
                .usageHelp(true)
                .description("Prints this.")
                .build());
        spec.usageMessage().width(WIDTH);
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }
}
