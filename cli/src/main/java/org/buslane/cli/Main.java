package org.buslane.cli;

import java.util.List;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.Version;
import org.buslane.node.folder.Caller;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Every word after {@code buslane} that the launcher does not take itself. Only the command that was
 * asked for is made, since building picocli's model of all of them would take longer than most of them.
 */
final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Main() {}

    static void main(String[] args) {
        System.exit(run(List.of(args), Console.system(Caller.ofThisProcess())));
    }

    /** Runs one command and returns what the process is to exit with. */
    static int run(List<String> words, Console console) {
        String word = words.isEmpty() ? "" : words.getFirst();
        return switch (word) {
            case "" -> {
                console.error("which command? `buslane help` lists them");
                yield USAGE;
            }
            case "help", "--help", "-h" -> Help.run(words.subList(1, words.size()), console);
            case "version", "--version", "-V" -> {
                console.print("buslane " + Version.text());
                yield OK;
            }
            default -> run(word, words.subList(1, words.size()), console);
        };
    }

    private static int run(String word, List<String> words, Console console) {
        Command command = Commands.named(word);
        if (command == null) {
            console.error("there is no command '" + word + "'; `buslane help` lists them");
            return USAGE;
        }
        CommandSpec spec = command.spec();
        spec.name("buslane " + word);
        try {
            ParseResult parsed = Help.withHelp(spec).parseArgs(words.toArray(String[]::new));
            if (parsed.isUsageHelpRequested()) {
                console.print(spec.commandLine().getUsageMessage());
                return OK;
            }
            return command.run(parsed, console);
        } catch (ParameterException e) {
            console.error(String.valueOf(e.getMessage()) + "; `buslane help " + word + "` says what it takes");
            return USAGE;
        } catch (NodeException | LinuxException e) {
            console.error(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (RuntimeException e) {
            // A mistake of ours. A stack trace tells a user nothing, so it comes only on request.
            console.error("failed by a fault of its own: " + e + " (BUSLANE_DEBUG=1 shows where)");
            if (console.caller().environment().containsKey("BUSLANE_DEBUG")) {
                e.printStackTrace(console.errors());
            }
            return FAILED;
        }
    }
}
