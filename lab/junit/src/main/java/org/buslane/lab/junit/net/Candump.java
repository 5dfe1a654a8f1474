package org.buslane.lab.junit.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A {@code candump} under way. Frames are written as it logs them, without the time: {@code can0 123#DEADBEEF}.
 * Deadlines only bound a test that has failed already; what did arrive is in the failure.
 */
public final class Candump implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final Lines out;
    private final Lines err;
    private final String name;

    private Candump(Process process, String name) {
        this.process = process;
        this.name = name;
        this.out = new Lines(process.inputReader());
        this.err = new Lines(process.errorReader());
    }

    /**
     * Starts it and returns when it is bound, so that it receives whatever is sent from now on. The kernel says so:
     * each filter of each socket is an entry of a receive list in {@code /proc/net/can}.
     *
     * @param buses as {@code candump} takes them: {@code can0}, or with filters {@code can0,123:7FF}
     */
    public static Candump in(Namespace namespace, String... buses) {
        Map<String, Integer> before = new HashMap<>();
        Map<String, Integer> filters = new HashMap<>();
        for (String bus : buses) {
            String[] parts = bus.split(",", -1);
            before.put(parts[0], receivers(namespace, parts[0]));
            filters.merge(parts[0], Math.max(1, parts.length - 1), Integer::sum);
        }
        // -D: an interface that goes down ends a candump, and comes up again for this one.
        List<String> words = new ArrayList<>(List.of(Program.CANDUMP.path(), "-L", "-D"));
        words.addAll(Arrays.asList(buses));
        Candump candump = new Candump(Namespace.start(namespace.line(words)), "candump " + String.join(" ", buses));
        candump.awaitBound(() -> filters.entrySet().stream()
                .allMatch(bus ->
                        receivers(namespace, bus.getKey()) >= before.getOrDefault(bus.getKey(), 0) + bus.getValue()));
        return candump;
    }

    private static int receivers(Namespace namespace, String bus) {
        return Stream.of("all", "fil", "inv", "sff", "eff", "err")
                .map(list -> namespace.read("net/can/rcvlist_" + list))
                .mapToInt(list -> ReceiveList.entries(list, bus))
                .sum();
    }

    private void awaitBound(BooleanSupplier isBound) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isBound.getAsBoolean()) {
            if (!process.isAlive() || deadline - System.nanoTime() < 0) {
                close();
                throw new AssertionError(
                        "%s did not start to receive: %s".formatted(name, String.join("\n", err.all())));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new AssertionError(name + " was interrupted", e);
            }
        }
    }

    /** Whether it has not ended, as it does when its interface is deleted. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** What it has received so far. */
    public List<String> frames() {
        return frames(out.soFar());
    }

    private static List<String> frames(List<String> lines) {
        return lines.stream().map(Candump::frame).toList();
    }

    /** {@code (1700000000.123456) can0 123#DEADBEEF} without its time. */
    private static String frame(String line) {
        return line.startsWith("(") ? line.substring(line.indexOf(')') + 1).strip() : line;
    }

    /** Waits for so many frames, and gives all that came. */
    public List<String> awaitFrames(int count, Duration time) {
        return out.await(lines -> Optional.of(frames(lines)).filter(frames -> frames.size() >= count), time)
                .orElseThrow(() -> missing("%d frames".formatted(count), time));
    }

    /** Waits for a frame, which may have come before, and gives all up to it: nothing that was sent earlier is to come. */
    public List<String> awaitFrame(String frame, Duration time) {
        return out.await(lines -> upTo(frame, frames(lines)), time).orElseThrow(() -> missing(frame, time));
    }

    private static Optional<List<String>> upTo(String frame, List<String> frames) {
        int last = frames.indexOf(frame);
        return last < 0 ? Optional.empty() : Optional.of(frames.subList(0, last + 1));
    }

    private AssertionError missing(String wanted, Duration time) {
        return new AssertionError("%s should have received %s within %s, and received %s%s"
                .formatted(
                        name,
                        wanted,
                        time,
                        frames().isEmpty() ? "nothing" : frames(),
                        process.isAlive() ? "" : ", then ended: " + String.join("\n", err.all())));
    }

    /** Ends it and gives all that it printed. What it had not read by then is not there: await the last frame first. */
    public List<String> stop() {
        close();
        return frames(out.all());
    }

    /** By its handle, as {@code Process.destroy} would also close its outputs, and lose what nobody has read yet. */
    @Override
    public void close() {
        process.toHandle().destroy();
        if (!Finished.awaitEnd(process, STOP_LIMIT)) {
            process.destroyForcibly();
        }
    }
}
