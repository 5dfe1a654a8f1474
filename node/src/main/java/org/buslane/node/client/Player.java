package org.buslane.node.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.core.text.BadLineException;
import org.buslane.core.text.LogEntry;
import org.buslane.core.text.LogLine;
import org.buslane.node.NodeException;

/** Plays a recording: every frame, in order, at its time or later. Belongs to one thread. */
final class Player implements AutoCloseable {
    private final BusNames names;
    private final Function<String, FrameSink> sinks;
    private final PlayClock clock;
    private final Map<String, FrameSink> open = new HashMap<>();
    private final Optional<PlayTimes> times;

    /**
     * A player of one recording.
     *
     * @param sinks the bus of this name, made when its first frame comes
     * @param times empty to wait for nothing but the bus
     */
    Player(BusNames names, Function<String, FrameSink> sinks, Optional<PlayTimes> times, PlayClock clock) {
        this.names = names;
        this.sinks = sinks;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Reads a whole recording and sends nothing.
     *
     * @return how many frames it has
     * @throws NodeException naming the line that is malformed, or cannot be sent where it is to go
     */
    long check(Lines lines) {
        long frames = 0;
        while (lines.next()) {
            if (entry(lines) instanceof LogLine line) {
                at(lines, () -> sink(line).check(line.frame()));
                frames++;
            }
        }
        return frames;
    }

    /**
     * Sends every frame at its time.
     *
     * @return how many
     * @throws NodeException as above, when the frames before that line have been sent
     */
    long play(Lines lines) {
        long frames = 0;
        while (lines.next()) {
            if (entry(lines) instanceof LogLine line) {
                times.ifPresent(schedule -> clock.await(schedule.due(line.stamp(), clock.now())));
                at(lines, () -> sink(line).send(line.frame()));
                frames++;
            }
        }
        open.values().forEach(FrameSink::flush);
        return frames;
    }

    @Override
    public void close() {
        open.values().forEach(FrameSink::close);
    }

    private FrameSink sink(LogLine line) {
        return open.computeIfAbsent(names.bus(line.name()), sinks);
    }

    private static LogEntry entry(Lines lines) {
        try {
            return LogEntry.parse(lines.text());
        } catch (BadLineException e) {
            throw lines.mistake(String.valueOf(e.getMessage()));
        }
    }

    private static void at(Lines lines, Runnable action) {
        try {
            action.run();
        } catch (NodeException e) {
            throw lines.mistake(String.valueOf(e.getMessage()));
        }
    }
}
