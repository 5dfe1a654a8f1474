package org.buslane.cli;

import java.util.ArrayList;
import java.util.List;
import org.buslane.node.folder.Caller;

/**
 * Several commands in one JVM, with {@code --} between them: the launcher trains one AOT cache with all that should
 * start fast, and a JVM writes a cache of nothing but its own run. Behind {@code !} is one that has to fail.
 */
final class Rehearsal {
    private Rehearsal() {}

    static void main(String[] args) {
        Console console = Console.system(Caller.ofThisProcess());
        List<String> command = new ArrayList<>();
        for (String word : args) {
            if (!word.equals("--")) {
                command.add(word);
                continue;
            }
            run(command, console);
            command.clear();
        }
        run(command, console);
        LaneRehearsal.run(console);
        // As every command ends: the JDK looks for a logger then, and is to know where.
        System.exit(Main.OK);
    }

    private static void run(List<String> command, Console console) {
        boolean fails = command.getFirst().equals("!");
        List<String> words = List.copyOf(fails ? command.subList(1, command.size()) : command);
        if (Main.run(words, console) != (fails ? Main.FAILED : Main.OK)) {
            System.exit(Main.FAILED);
        }
    }
}
