package org.buslane.lab.junit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network namespace: the one this JVM is in, or one of its own that ends when it is closed, and with it all that was
 * in there. A process keeps it, and ends with its standard input, so it does not outlive this JVM either.
 */
public final class Namespace implements AutoCloseable {
    private static final Duration USUAL_TIME = Duration.ofSeconds(30);

    private final Optional<Process> keeper;

    private Namespace(Optional<Process> keeper) {
        this.keeper = keeper;
    }

    /** This JVM's. Closing it does nothing. */
    public static Namespace here() {
        return new Namespace(Optional.empty());
    }

    /** A new one, in which {@code lo} is up and nothing else is. */
    public static Namespace create() {
        Process keeper = start(List.of(Program.UNSHARE.path(), "--net", "sh", "-c", "echo inside; exec cat"));
        Namespace namespace = new Namespace(Optional.of(keeper));
        Lines out = new Lines(keeper.inputReader());
        Lines err = new Lines(keeper.errorReader());
        if (out.await(Namespace::first, USUAL_TIME).isEmpty()) {
            namespace.close();
            throw new AssertionError("cannot make a network namespace: " + String.join("\n", err.all()));
        }
        namespace.run(Program.IP.path(), "link", "set", "lo", "up");
        return namespace;
    }

    private static Optional<String> first(List<String> lines) {
        return lines.stream().findFirst();
    }

    /** A process in it, whose {@code /proc/PID/net} and {@code /proc/PID/ns/net} are its. */
    public long pid() {
        return keeper.map(Process::pid).orElseGet(() -> ProcessHandle.current().pid());
    }

    /** The file that names it, for {@code setns} and {@code nsenter}. */
    public Path file() {
        return Path.of("/proc/%d/ns/net".formatted(pid()));
    }

    /**
     * A command line that runs a program in it, as {@code ProcessBuilder} takes it. A name without a slash is looked
     * for as {@link #run} does it: first among the programs that {@code ./buslane test} fetched, last in root's folders.
     */
    public List<String> line(List<String> words) {
        String name = words.getFirst();
        String path = name.contains("/") ? name : Program.find(name).orElse(name);
        Stream<String> program = Stream.concat(Stream.of(path), words.stream().skip(1));
        return Stream.concat(
                        keeper.isEmpty() ? Stream.of() : Stream.of(Program.NSENTER.path(), "--net=" + file(), "--"),
                        program)
                .toList();
    }

    /**
     * Runs a program in it to its end, and gives what it printed.
     *
     * @throws AssertionError if its status is not 0 or it takes longer than 30 s, with all it said
     */
    public String run(String... words) {
        return Finished.of(this, List.of(words)).successfully();
    }

    static Process start(List<String> line) {
        try {
            return new ProcessBuilder(line).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", line), e);
        }
    }

    boolean has(String link) {
        return Stream.of(read("net/dev").split("\n", -1))
                .anyMatch(line -> line.strip().startsWith(link + ":"));
    }

    /** A file of its in {@code /proc}; nothing if it, or the namespace, is not there. */
    String read(String name) {
        try {
            return Files.readString(Path.of("/proc/" + pid(), name));
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() {
        keeper.ifPresent(process -> {
            process.destroyForcibly();
            Finished.awaitEnd(process, USUAL_TIME);
        });
    }
}
