package org.buslane.node.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.buslane.core.recording.Recorded;
import org.buslane.node.NodeException;
import org.buslane.node.recording.RecordingReader;

/** Plays a recording: every frame, in order, at its time or later. Belongs to one thread. */
final class Player implements AutoCloseable {
    private final BusNames names;
    private final Function<String, FrameSink> sinks;
    private final PlayClock clock;
    private final Map<String, FrameSink> open = new HashMap<>();
    private final OptionalDouble speed;
    private final PlayWindow window;
    private final Steps steps;

    /**
     * A player of one recording.
     *
     * @param sinks the bus of this name, made when its first frame comes
     * @param speed empty to wait for nothing but the bus
     */
    Player(
            BusNames names,
            Function<String, FrameSink> sinks,
            OptionalDouble speed,
            PlayWindow window,
            Steps steps,
            PlayClock clock) {
        this.names = names;
        this.sinks = sinks;
        this.speed = speed;
        this.window = window;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Reads the whole part that is to be played and sends nothing.
     *
     * @return how many frames it has
     * @throws NodeException naming the place that is malformed, or cannot be sent where it is to go
     */
    long check(RecordingReader recording) {
        return each(recording, frame -> {
            at(recording, () -> sink(frame).check(frame.frame()));
            return true;
        });
    }

    /**
     * Sends every frame at its time.
     *
     * @return how many
     * @throws NodeException as above, when the frames before that place have been sent
     */
    long play(RecordingReader recording) {
        Optional<PlayTimes> times =
                speed.isPresent() ? Optional.of(new PlayTimes(speed.getAsDouble())) : Optional.empty();
        long frames = each(recording, frame -> {
            times.ifPresent(schedule -> clock.await(schedule.due(frame.stamp(), clock.now())));
            if (!steps.mayGo(frame)) {
                return false;
            }
            at(recording, () -> sink(frame).send(frame.frame()));
            return true;
        });
        open.values().forEach(FrameSink::flush);
        return frames;
    }

    @Override
    public void close() {
        open.values().forEach(FrameSink::close);
    }

    private interface Action {
        /** Whether to go on. */
        boolean on(Recorded frame);
    }

    private long each(RecordingReader recording, Action action) {
        OptionalLong first = OptionalLong.empty();
        long frames = 0;
        for (Optional<Recorded> next = recording.next(); next.isPresent(); next = recording.next()) {
            Recorded frame = next.get();
            first = first.isPresent() ? first : OptionalLong.of(frame.stamp());
            long elapsed = frame.stamp() - first.getAsLong();
            if (window.isOver(elapsed)) {
                break;
            }
            if (window.has(elapsed)) {
                if (!action.on(frame)) {
                    break;
                }
                frames++;
            }
        }
        return frames;
    }

    private FrameSink sink(Recorded frame) {
        return open.computeIfAbsent(names.bus(frame.bus()), sinks);
    }

    private static void at(RecordingReader recording, Runnable action) {
        try {
            action.run();
        } catch (NodeException e) {
            throw recording.mistake(String.valueOf(e.getMessage()));
        }
    }
}
