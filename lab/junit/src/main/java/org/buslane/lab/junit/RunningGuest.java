package org.buslane.lab.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A guest seen from outside: a process that is asked on its standard input and reports on its standard output. One
 * thread reads the reports, another what the guest says on standard error, which comes out on ours.
 */
final class RunningGuest implements AutoCloseable {
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final int LAST_WORDS = 40;

    private final String kernel;
    private final Process process;
    private final Path share;
    private final Optional<Coverage> coverage;
    private final Path measured;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final Thread errors;
    private final Thread reports;
    private boolean hasRun;
    private Optional<ClassRun> current = Optional.empty();
    private Optional<String> killedFor = Optional.empty();
    private Optional<String> over = Optional.empty();

    private RunningGuest(String kernel, Process process, Path share, Optional<Coverage> coverage, Path measured) {
        this.kernel = kernel;
        this.process = process;
        this.share = share;
        this.coverage = coverage;
        this.measured = measured;
        this.errors = Thread.ofPlatform().daemon().name("errors of " + kernel).start(this::readErrors);
        this.reports = Thread.ofPlatform().daemon().name("reports of " + kernel).start(this::readReports);
    }

    static RunningGuest start(LabCommand command, String kernel, GuestJvm jvm) {
        try {
            Path share = Files.createTempDirectory("buslane-guest-");
            Path measured = share.resolve("jacoco.exec");
            Optional<Coverage> coverage = Coverage.of(jvm.arguments());
            List<String> more =
                    coverage.map(each -> each.argument(measured)).stream().toList();
            try {
                Process process = new ProcessBuilder(command.line(kernel, share, jvm.line(kernel, more))).start();
                return new RunningGuest(kernel, process, share, coverage, measured);
            } catch (IOException e) {
                Files.delete(share);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot boot kernel %s: %s".formatted(kernel, e.getMessage()), e);
        }
    }

    private void readReports() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line);
            }
        } catch (IOException _) {
            // Killed: that it is over is what counts.
        } finally {
            end();
        }
    }

    /** A report, and before it what a program that a test started has written between two of them. */
    private void read(String line) {
        int mark = line.indexOf(Report.MARK);
        Optional<Report> report = mark < 0 ? Optional.empty() : Report.of(line.substring(mark + 1));
        String rest = report.isEmpty() ? line : line.substring(0, mark);
        if (!rest.isEmpty()) {
            say(rest);
        }
        report.ifPresent(this::take);
    }

    private void take(Report report) {
        if (report instanceof Report.Ready) {
            ready.countDown();
        }
        current().ifPresent(run -> run.take(report));
        if (report instanceof Report.Ended) {
            idle();
        }
    }

    private synchronized void idle() {
        current = Optional.empty();
    }

    private synchronized Optional<ClassRun> current() {
        return current;
    }

    private void readErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(line);
            }
        } catch (IOException _) {
            // Killed.
        }
    }

    private void say(String line) {
        System.err.println(line);
        synchronized (lastWords) {
            lastWords.add(line);
            if (lastWords.size() > LAST_WORDS) {
                lastWords.remove();
            }
        }
    }

    private void end() {
        int status = process.onExit().join().exitValue();
        join(errors);
        String why;
        synchronized (this) {
            why = killedFor
                    .map(reason -> "%s, so the guest of kernel %s was killed".formatted(reason, kernel))
                    .orElseGet(() -> "the guest of kernel %s ended by itself with status %d".formatted(kernel, status));
            why += current.map(run -> " while it ran " + run.className()).orElse("") + "; " + lastWords();
            over = Optional.of(why);
        }
        ready.countDown();
        current().ifPresent(run -> run.lose(over.orElseThrow()));
    }

    private String lastWords() {
        synchronized (lastWords) {
            return lastWords.isEmpty() ? "it said nothing" : "its last words:\n" + String.join("\n", lastWords);
        }
    }

    /** Returns when it takes a request, or is over. */
    void awaitReady() {
        try {
            if (!ready.await(BOOT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill("no JVM was up within %d s".formatted(BOOT_LIMIT.toSeconds()));
                join(reports);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while kernel %s booted".formatted(kernel), e);
        }
    }

    /** Over, and a class has been told so, or it had run one before: the next deserves another. */
    synchronized boolean isSpent() {
        return over.isPresent() && hasRun;
    }

    void run(ClassRun run) {
        Optional<String> gone;
        synchronized (this) {
            gone = over;
            current = Optional.of(run);
            hasRun = true;
        }
        gone.ifPresent(run::lose);
        try {
            Writer requests = process.outputWriter(StandardCharsets.UTF_8);
            requests.write(run.className() + "\n");
            requests.flush();
        } catch (IOException _) {
            // It is ending: the thread that reads its reports will say so.
        }
    }

    void kill(String why) {
        synchronized (this) {
            killedFor = killedFor.or(() -> Optional.of(why));
        }
        List<ProcessHandle> below = new ArrayList<>(process.descendants().toList());
        // By its handle, as Process.destroy would also close its outputs, and lose its last words.
        process.toHandle().destroy();
        if (!hasEnded(Duration.ofSeconds(5))) {
            process.toHandle().destroyForcibly();
        }
        below.forEach(ProcessHandle::destroyForcibly);
        join(reports);
        process.destroyForcibly();
    }

    /** Its end of input is a guest's sign to end, and to write what was covered. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has ended already.
        }
        if (!hasEnded(END_LIMIT)) {
            kill("its input was closed, and it did not end");
        }
        join(reports);
        try {
            if (coverage.isPresent()) {
                coverage.get().append(measured);
            }
            Files.deleteIfExists(measured);
            Files.deleteIfExists(share);
        } catch (IOException e) {
            throw new UncheckedIOException("what was covered on kernel " + kernel, e);
        }
    }

    private boolean hasEnded(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a guest leaves behind may hold its outputs open: it is not waited for. */
    private static void join(Thread reader) {
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
