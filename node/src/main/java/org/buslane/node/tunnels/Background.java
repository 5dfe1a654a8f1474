package org.buslane.node.tunnels;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.buslane.linux.Session;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;

/**
 * A command that goes on in the background, as {@code -f} of cannelloni has it. A JVM cannot fork, so the same command is
 * started once more, in a session of its own and in the folder {@code /}; the first one passes on what it says until it
 * works, writes the file with its process id, and ends. So whoever waits for the first one knows that it works, and a
 * mistake is told where it was typed.
 */
public final class Background {
    /** The folder in which the command was typed, for the one in the background. */
    private static final String VARIABLE = "BUSLANE_BACKGROUND";

    /** What it says when it works, and that nobody listens to it any more. */
    private static final String WORKS = "\0works";

    private Background() {}

    /**
     * The folder in which the command was typed, if this process is the one in the background; from now on in its own
     * session.
     */
    public static Optional<Path> enter(Caller caller) {
        String folder = caller.absolute(VARIABLE);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Session.begin();
        return Optional.of(Path.of(folder));
    }

    /** What the one in the background prints, in a line of its own, when it works. */
    public static String works() {
        return WORKS;
    }

    /**
     * Starts it, and returns when it works.
     *
     * @param pidFile is written, or replaced
     * @param out hears what it says until then, a line each
     * @return its process id; empty if it ended instead, and has said why
     * @throws NodeException if it cannot be started, or the file cannot be written
     */
    public static Optional<Long> start(Caller caller, Path pidFile, Consumer<String> out) {
        Path folder = Path.of("").toAbsolutePath();
        try {
            ProcessBuilder builder = new ProcessBuilder(ownWords(caller))
                    .directory(caller.root().toFile())
                    .redirectInput(caller.root().resolve("dev/null").toFile())
                    .redirectErrorStream(true);
            builder.environment().put(VARIABLE, folder.toString());
            Process process = builder.start();
            if (!isWorking(process, out)) {
                process.waitFor();
                return Optional.empty();
            }
            write(folder.resolve(pidFile), process);
            return Optional.of(process.pid());
        } catch (IOException e) {
            throw new NodeException("cannot go into the background: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted on the way into the background", e);
        }
    }

    /** As the kernel has them: the JVM, its flags, and what was typed. */
    private static List<String> ownWords(Caller caller) throws IOException {
        String line = Files.readString(caller.root().resolve("proc/self/cmdline"), StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
        words.removeLast(); // behind the last NUL
        return words;
    }

    private static boolean isWorking(Process process, Consumer<String> out) throws IOException {
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals(WORKS)) {
                return true;
            }
            out.accept(line);
        }
        return false;
    }

    private static void write(Path pidFile, Process process) {
        try {
            Files.writeString(pidFile, process.pid() + "\n");
        } catch (IOException e) {
            process.destroy();
            throw new NodeException("cannot write the process id to " + pidFile + ": " + e.getMessage(), e);
        }
    }
}
