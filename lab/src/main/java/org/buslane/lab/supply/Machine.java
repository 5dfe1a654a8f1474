package org.buslane.lab.supply;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The machine's own programs, found by the PATH of the caller's environment and run with that environment in the C
 * locale. Whatever they say ends in a log file.
 */
final class Machine {
    /** How much of a program's output is kept to find the reason in. */
    private static final int LINES = 200;

    /** Some commands name hundreds of files. */
    private static final int WIDTH = 1000;

    /** Bytes after which a log is no longer read by anybody. */
    private static final long LOG = 1 << 20;

    private final Map<String, String> environment;
    private final Path log;

    Machine(Map<String, String> environment, Path log) {
        this.environment = new HashMap<>(environment);
        this.environment.put("LC_ALL", "C");
        this.environment.remove("LANGUAGE");
        this.log = log;
    }

    /** What a program did: its exit status and the last lines of output and errors, in the order they came. */
    record Outcome(int status, List<String> lines) {
        boolean failed() {
            return status != 0;
        }

        String lastLine() {
            return lines.isEmpty() ? "exit status " + status : lines.getLast();
        }
    }

    Path log() {
        return log;
    }

    /** Begins the log anew when it has become long; the file is not there before the first program runs. */
    void trimLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG) {
            Files.delete(log);
        }
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** @throws SupplyException a sentence that names what to install */
    Path program(String name, String debianPackage) {
        return find(name)
                .orElseThrow(() -> new SupplyException("a lab is made of Debian packages, which needs " + name
                        + ", and the PATH has none: install " + debianPackage));
    }

    private Optional<Path> find(String name) {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(folder, name).toAbsolutePath();
            if (!folder.isEmpty() && Files.isExecutable(file) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    Outcome run(Path folder, List<String> command) {
        return run(folder, command, Map.of(), line -> false);
    }

    /**
     * Runs a program to its end.
     *
     * @param taken sees each line of its output; a line it takes is neither kept nor logged
     */
    Outcome run(Path folder, List<String> command, Map<String, String> variables, Predicate<String> taken) {
        ProcessBuilder builder = builder(folder, command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            log(List.of("$ " + shortened(String.join(" ", command))));
            Process process = start(builder);
            Deque<String> lines = new ArrayDeque<>();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    if (!taken.test(line)) {
                        log(List.of(line));
                        lines.add(line);
                        if (lines.size() > LINES) {
                            lines.removeFirst();
                        }
                    }
                }
            } finally {
                process.destroy();
            }
            return new Outcome(status(process), List.copyOf(lines));
        } catch (IOException e) {
            throw new SupplyException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Runs programs with each one's output the next one's input, complaints to the log; the first failure counts. */
    int pipe(Path folder, List<List<String>> commands) {
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> command : commands) {
            builders.add(builder(folder, command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
        }
        builders.getLast().redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            List<Process> processes = ProcessBuilder.startPipeline(builders);
            processes.getFirst().getOutputStream().close();
            int failure = 0;
            for (Process each : processes) {
                int status = status(each);
                failure = failure == 0 ? status : failure;
            }
            return failure;
        } catch (IOException e) {
            throw new SupplyException("cannot run " + commands.getFirst().getFirst() + ": " + e.getMessage(), e);
        }
    }

    private ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(mortal(command)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * A program that ends when this process is killed: it must not go on in folders the next process works in. The
     * signal comes when the thread that started it ends, and that thread waits for it here. Busybox has no setpriv; a
     * machine without it has leftovers for a moment.
     */
    private List<String> mortal(List<String> command) {
        List<String> whole = new ArrayList<>();
        find("setpriv").ifPresent(setpriv -> whole.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL", "--")));
        whole.addAll(command);
        return whole;
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int status(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new SupplyException("interrupted while a lab was prepared; what is there already stays", e);
        }
    }

    private static String shortened(String command) {
        return command.length() <= WIDTH ? command : command.substring(0, WIDTH) + " …";
    }

    private void log(List<String> lines) throws IOException {
        Files.write(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
