package org.buslane.lab.junit.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The lines of an output as they come. A thread of its own reads them; who waits for some wakes with each. */
final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean hasEnded;

    Lines(BufferedReader from) {
        this.reader = Thread.ofPlatform().daemon().name("lines").start(() -> read(from));
    }

    private void read(BufferedReader from) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                add(line);
            }
        } catch (IOException _) {
            // Its program was killed: what it had said counts.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        hasEnded = true;
        notifyAll();
    }

    synchronized List<String> soFar() {
        return List.copyOf(lines);
    }

    /** All there will be; a child that was left behind may hold the output open, it is not waited for. */
    List<String> all() {
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return soFar();
    }

    /** What {@code wanted} takes from them, once it does; empty if it never did by the end, or within the time. */
    synchronized <T> Optional<T> await(Function<List<String>, Optional<T>> wanted, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            Optional<T> found = wanted.apply(List.copyOf(lines));
            long left = deadline - System.nanoTime();
            if (found.isPresent() || hasEnded || left <= 0) {
                return found;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
