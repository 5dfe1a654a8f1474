package org.buslane.cli;

import java.util.List;

/** {@code help}: all commands in a line each, or one of them in full. */
final class Help {
    private Help() {}

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
        console.print(Parser.usage(words.getFirst(), command));
        return Main.OK;
    }

    private static String overview() {
        StringBuilder text = new StringBuilder("""
                Usage: buslane COMMAND ...
                CAN buses in user space, for programs written for SocketCAN.

                  run -- PROGRAM ...   runs a program whose CAN sockets are on these buses
                  wait can0            waits until an interface is there and up
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
