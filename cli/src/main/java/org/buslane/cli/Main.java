package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.Version;
import org.buslane.node.folder.Caller;

/**
 * Every word after {@code buslane} that the launcher does not take itself. Only the command that was
 * asked for is made, and picocli is loaded only for what is not plain, since building its model takes
 * longer than most commands.
 */
final class Main {
    static final int OK = 0;

    /** What buslane-keep, and systemd with Restart=on-failure, take for an accident and start the process anew. */
    static final int ACCIDENT = 3;

    static final int FAILED = 1;
    static final int USAGE = 2;

    /** What is logged, in one line and its trace, if it has one: java.util.logging stamps and names what a journal does. */
    private static final String LOG_LINE = "%4$s: %5$s%6$s%n";

    private Main() {}

    static void main(String[] args) {
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        }
        int code = run(List.of(args), Console.system(Caller.ofThisProcess()));
        // Not System.exit, which sets up logging to log that it was called. Nothing is left to be done.
        Runtime.getRuntime().halt(code);
    }

    /** Runs one command and returns what the process is to exit with. */
    static int run(List<String> words, Console console) {
        String word = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return switch (word) {
            case "" -> {
                console.error("which command? `buslane help` lists them");
                yield USAGE;
            }
            case "help", "--help", "-h" -> Help.run(rest, console);
            case "version", "--version", "-V" -> {
                console.print("buslane " + Version.text());
                yield OK;
            }
            default -> run(word, rest, console);
        };
    }

    private static int run(String word, List<String> words, Console console) {
        Command command = Commands.named(word);
        if (command == null) {
            console.error("there is no command '" + word + "'; `buslane help` lists them");
            return USAGE;
        }
        try {
            Optional<Arguments> plain = command.plain(words);
            Optional<Arguments> arguments = plain.isPresent() ? plain : Parser.parse(word, command, words);
            if (arguments.isEmpty()) {
                console.print(Parser.usage(word, command));
                return OK;
            }
            return command.run(arguments.get(), console);
        } catch (UsageException e) {
            console.error(e.getMessage() + "; `buslane help " + word + "` says what it takes");
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
