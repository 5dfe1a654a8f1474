package org.buslane.lab;

import java.io.File;
import java.io.IOException;
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
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;

/** A guest's machine as a process of the host's: its start, its end and what it has to say about that. */
final class Guest {
    /** Milliseconds between one look at a program that has not reported yet and the next. */
    private static final int LOOK = 200;

    private static final int END_SECONDS = 10;

    /** In the run folder. */
    private static final String STATUS = "status";

    private static final String LOG = "log";

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
        Path log = run.resolve(LOG);
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
            Guest guest = new Guest(run, process);
            try {
                // However long that takes: a machine with much to do is slow, and a program that is dead is known.
                while (!listening.awaitReadable(LOOK)) {
                    guest.requireAlive(program);
                }
                pass(listening, channels);
            } catch (LinuxException e) {
                guest.stop();
                throw new LabException("%s did not take what is the guest's: %s".formatted(program, e.getMessage()), e);
            }
            return guest;
        } catch (IOException | LinuxException e) {
            throw new LabException("%s cannot be started: %s".formatted(program, e.getMessage()), e);
        }
    }

    private void requireAlive(Path program) {
        if (!process.isAlive()) {
            throw new LabException(
                    "%s ended with %d before there was a guest%s".formatted(program, process.exitValue(), lastWords()));
        }
    }

    private static void pass(UnixSocket listening, List<Channel> channels) {
        try (Arena arena = Arena.ofConfined();
                UnixSocket connection = listening
                        .accept()
                        .orElseThrow(() -> new LinuxException("accept", "a guest", new Errno(Errno.ECONNABORTED)))) {
            List<Descriptor> passed = channels.stream().map(Channel::guestsEnd).toList();
            connection.send(arena.allocate(1), passed, 0);
        }
        channels.forEach(Channel::passed);
    }

    /**
     * Until it ends.
     *
     * @return false at the limit
     * @throws LabException if this thread was interrupted: nobody waits for the guest any more, and it is ended
     */
    boolean await(Optional<Duration> limit) {
        try {
            if (limit.isPresent()) {
                return process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            process.waitFor();
            return true;
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new LabException("the lab was ended, since nobody waits for it any more", e);
        }
    }

    /** SIGTERM ends all of its processes, see family.c; SIGKILL would leave some. Again it does nothing. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** Whether the command came to an end of its own. */
    boolean leftStatus() {
        return Files.exists(run.resolve(STATUS));
    }

    /**
     * The command's exit status, after the guest's end.
     *
     * @throws LabException if it left none
     */
    int status() {
        if (!leftStatus()) {
            throw new LabException("the guest ended without the command's exit status (its own is %d)%s"
                    .formatted(process.exitValue(), lastWords()));
        }
        try {
            String text = Files.readString(run.resolve(STATUS), StandardCharsets.ISO_8859_1)
                    .strip();
            if (text.matches("[0-9]{1,3}")) {
                return Integer.parseInt(text);
            }
            throw new LabException("the guest left no exit status, but '%s'".formatted(text));
        } catch (IOException e) {
            throw new LabException("the command's exit status cannot be read: " + e.getMessage(), e);
        }
    }

    private String lastWords() {
        try {
            return LastWords.of(Files.readAllBytes(run.resolve(LOG)));
        } catch (IOException e) {
            return "";
        }
    }
}
