package org.buslane.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A command under way. Virtual threads write its input and collect what it says line by line. Closing it kills it;
 * what it left behind is the {@link Place}'s to end.
 */
final class Running implements AutoCloseable {
    private final Command command;
    private final Process process;
    private final Deadline deadline;
    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private final List<Thread> collectors;

    Running(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.deadline = Deadline.in(command.time());
        Thread.startVirtualThread(() -> write(process, command));
        this.collectors = List.of(collect(process.inputReader(), out), collect(process.errorReader(), err));
    }

    private static void write(Process process, Command command) {
        try {
            var stdin = process.outputWriter();
            stdin.write(command.input());
            stdin.flush();
            if (!command.keepsInput()) {
                stdin.close();
            }
        } catch (IOException _) {
            // It ended, or closed its input, without reading all: its status and its words tell why.
        }
    }

    /** Types a line into its standard input, which {@link Command#keepingInput} left open. */
    Running type(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Nothing more is on its standard input. */
    void endInput() {
        try {
            process.outputWriter().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread collect(BufferedReader from, List<String> lines) {
        return Thread.startVirtualThread(() -> {
            try (from) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    synchronized (lines) {
                        lines.add(line);
                    }
                }
            } catch (IOException _) {
                // Closed by process.destroy: what was said until then counts.
            }
        });
    }

    long pid() {
        return process.pid();
    }

    /** The ids of the processes below it. */
    Stream<Long> descendants() {
        return process.descendants().map(ProcessHandle::pid);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The lines of its standard output so far. */
    List<String> out() {
        return copy(out);
    }

    /** The lines of its standard error so far. */
    List<String> err() {
        return copy(err);
    }

    private static List<String> copy(List<String> lines) {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits for at least so many lines on its standard output, and gives all of them. */
    List<String> awaitLines(int count) {
        await("print %d lines".formatted(count), () -> out().size() >= count);
        return out();
    }

    /** Waits for a line that contains {@code text}, on either of its outputs. */
    void awaitWords(String text) {
        await("say \"%s\"".formatted(text), () -> says(text));
    }

    private boolean says(String text) {
        return out().stream().anyMatch(line -> line.contains(text))
                || err().stream().anyMatch(line -> line.contains(text));
    }

    /** Waits for a condition of the test's own; an early end of the command fails at once. */
    void await(String what, BooleanSupplier condition) {
        AtomicBoolean isMet = new AtomicBoolean();
        deadline.await(
                () -> {
                    // In this order: what it did last before it ended counts.
                    boolean isOver = !isAlive() && drained();
                    isMet.set(condition.getAsBoolean());
                    return isMet.get() || isOver;
                },
                () -> "should %s: %s".formatted(what, said()));
        if (!isMet.get()) {
            throw new AssertionError("ended with %d, but should %s: %s".formatted(process.exitValue(), what, said()));
        }
    }

    private boolean drained() {
        return collectors.stream().noneMatch(Thread::isAlive);
    }

    private Finished said() {
        return new Finished(
                command.toString(),
                isAlive() ? -1 : process.exitValue(),
                String.join("\n", out()),
                String.join("\n", err()));
    }

    /** Waits for its end, by itself or after a signal. */
    Finished finish() {
        deadline.await(() -> !isAlive(), () -> "should have ended within %s: %s".formatted(command.time(), said()));
        for (Thread collector : collectors) {
            join(collector);
        }
        return said();
    }

    /** A child that was left behind may hold the pipe open: it is not waited for. */
    private static void join(Thread collector) {
        try {
            collector.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Finished terminate() {
        return signal("TERM").finish();
    }

    /** What Ctrl-C does, to this process alone. */
    Finished interrupt() {
        return signal("INT").finish();
    }

    Running signal(String name) {
        Signal.send(name, Long.toString(pid()));
        return this;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
