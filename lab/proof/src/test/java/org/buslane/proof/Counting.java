package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.buslane.node.control.NodeStatus;

/** A {@code candump -L -d} into a file: it prints what it hears, and counts what it lost. */
final class Counting implements AutoCloseable {
    private static final String LAST = "can0 7FF#";
    private static final Pattern DROPS = Pattern.compile("DROPCOUNT: .*\\(total drops (\\d+)\\)");

    private final Gateway gateway;
    private final Running candump;
    private final Path file;

    private Counting(Gateway gateway, Running candump, Path file) {
        this.gateway = gateway;
        this.candump = candump;
        this.file = file;
    }

    static Counting start(Place place, Gateway gateway, Caller caller) {
        Path file = place.folder().resolve(caller + ".log");
        Running candump = place.run("candump", "-L", "-d", "can0")
                .as(caller)
                .writingTo(file)
                .start();
        gateway.awaitBound(candump, 1);
        return new Counting(gateway, candump, file);
    }

    Running candump() {
        return candump;
    }

    /**
     * Waits until each has printed all that it got, and then one frame more: a drop is told with the next frame
     * that gets through.
     */
    static void end(Place place, Counting... all) {
        for (Counting each : all) {
            each.candump.await(
                    "print what it got",
                    () -> each.frames().count() == each.account().delivered());
        }
        place.run("cansend", "can0", "7FF#").finish().successfully();
        for (Counting each : all) {
            each.candump.await("print " + LAST, () -> each.frames().anyMatch(LAST::equals));
        }
    }

    /** How many frames it printed, the last not counted. */
    long printed() {
        return frames().filter(frame -> !frame.equals(LAST)).count();
    }

    /** How many it says it lost. */
    long lost() {
        return lines().map(DROPS::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .max()
                .orElse(0);
    }

    /** What the gateway says of its socket. */
    NodeStatus.Counts account() {
        return gateway.sockets()
                .filter(socket -> socket.pid() == candump.pid())
                .map(NodeStatus.Socket::read)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no socket of " + candump.pid() + ": " + gateway.status()));
    }

    /** The frames of an id, whose data cangen counted up, came in that order and none came twice. */
    void checkOrder(String id) {
        List<Long> numbers = frames().filter(frame -> frame.startsWith("can0 " + id + "#"))
                .map(frame -> Long.reverseBytes(Long.parseUnsignedLong(frame.substring(frame.indexOf('#') + 1), 16)))
                .toList();
        long before = -1;
        for (long number : numbers) {
            assertThat(number).as("frame of %s after %d", id, before).isGreaterThan(before);
            before = number;
        }
    }

    private Stream<String> frames() {
        return lines().filter(line -> line.startsWith("(")).map(CandumpLog::frame);
    }

    /** Those it has finished. */
    private Stream<String> lines() {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        candump.close();
    }
}
