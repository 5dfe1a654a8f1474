package org.buslane.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;

/** A guest's machine as a process of the host's: its start, its end and what it has to say about that. */
final class Guest {
    private static final int START_SECONDS = 10;
    private static final int END_SECONDS = 3;

    /** Lines of the kernel's that a sentence may hold. */
    private static final int LAST_WORDS = 5;

    private final RunFolder run;
    private final Process process;

    private Guest(RunFolder run, Process process) {
        this.run = run;
        this.process = process;
    }

    /**
     * Starts {@code line} with {@code buslane-lab start}, so that it has these channels, and dies with the calling
     * thread.
     *
     * @param quiet whether the machine's own words are for the log: what the command writes comes through a channel
     */
    static Guest start(
            Path program, RunFolder run, List<String> line, List<Channel> channels, boolean terminal, boolean quiet) {
        Path address = run.resolve("start");
        Path log = run.resolve("log");
        List<String> words =
                new ArrayList<>(List.of(program.toString(), "start", address.toString(), log.toString(), "--"));
        words.addAll(line);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(terminal ? Redirect.INHERIT : Redirect.from(new File("/dev/null")))
                .redirectOutput(quiet && !terminal ? Redirect.DISCARD : Redirect.INHERIT)
                .redirectError(quiet ? Redirect.appendTo(log.toFile()) : Redirect.INHERIT);
        // Where it puts its memory, and whatever else it thinks of.
        builder.environment().put("TMPDIR", run.path().toString());
        builder.environment().put("HOME", run.path().toString());
        try (UnixSocket listening = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(address), 1, 0600)) {
            Process process = builder.start();
            if (!listening.awaitReadable(START_SECONDS * 1000)) {
                process.destroyForcibly();
                throw new LabException("%s did not start".formatted(program));
            }
            pass(listening, channels);
            return new Guest(run, process);
        } catch (IOException e) {
            throw new LabException("%s cannot be started: %s".formatted(program, e.getMessage()), e);
        }
    }

    private static void pass(UnixSocket listening, List<Channel> channels) {
        try (Arena arena = Arena.ofConfined();
                UnixSocket connection = listening.accept().orElseThrow()) {
            List<Descriptor> passed = channels.stream().map(Channel::guestsEnd).toList();
            connection.send(arena.allocate(1), passed, 0);
        }
        channels.forEach(Channel::passed);
    }

    /** Until it ends; false at the limit. */
    boolean await(Optional<Duration> limit) {
        try {
            if (limit.isPresent()) {
                return process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            process.waitFor();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts who waits for a guest", e);
        }
    }

    /** SIGTERM ends all of its processes, SIGKILL would leave some. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /**
     * The command's exit status, after the guest's end.
     *
     * @throws LabException if it left none
     */
    int status() {
        Path status = run.resolve("status");
        try {
            if (Files.exists(status)) {
                return Integer.parseInt(Files.readString(status).strip());
            }
            throw new LabException("the guest ended without the command's exit status (its own is %d)%s"
                    .formatted(process.exitValue(), lastWords()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastWords() throws IOException {
        Path log = run.resolve("log");
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        int first = Math.max(0, lines.size() - LAST_WORDS);
        return lines.isEmpty() ? "" : ": " + String.join(" | ", lines.subList(first, lines.size()));
    }
}
