package org.buslane.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code help}: all commands in a line each, or one of them in full. */
final class Help {
    private static final int WIDTH = 100;

    private Help() {}

    /** Adds {@code --help} to a command. */
    static CommandLine withHelp(CommandSpec spec) {
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

    static int run(List<String> words, Console console) {
        if (words.isEmpty()) {
            console.print(overview());
            return Main.OK;
        }
        Command command = Commands.named(words.getFirst());
        if (command == null) {
            console.error("there is no help for '" + words.getFirst() + "'; `buslane help` lists the commands");
            return Main.USAGE;
        }
        CommandSpec spec = command.spec();
        spec.name("buslane " + words.getFirst());
        console.print(withHelp(spec).getUsageMessage());
        return Main.OK;
    }

    private static String overview() {
        StringBuilder text = new StringBuilder("""
                Usage: buslane COMMAND ...
                CAN buses in user space, for programs written for SocketCAN.

                  run -- PROGRAM ...   runs a program whose CAN sockets are on these buses
                """);
        for (String name : Commands.NAMES) {
            Command command = Commands.named(name);
            if (command != null) {
                text.append("  %-20s %s%n"
                        .formatted(name, command.spec().usageMessage().description()[0]));
            }
        }
        return text.append("""
                          version              prints the version

                        `buslane help COMMAND` says what a command takes.
                        """).toString();
    }
}
