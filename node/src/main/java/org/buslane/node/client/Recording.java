package org.buslane.node.client;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.text.Direction;
import org.buslane.node.folder.Caller;
import org.buslane.node.recording.NobodyReadsException;
import org.buslane.node.recording.RecordingWriter;
import org.buslane.node.recording.Target;

/**
 * {@code record}: what buses carry, into files. Each bus has a platform thread of its own, {@code record BUS}, which owns
 * its socket; they take turns at the writer. Batches of several buses may so change places by less than a batch.
 */
public final class Recording implements AutoCloseable {
    private final List<RecordSource> sources;
    private final RecordingWriter writer;
    private final boolean directions;
    private final Phaser running = new Phaser(1);
    private final List<RuntimeException> failures = new ArrayList<>();
    private long left;

    private Recording(List<RecordSource> sources, RecordingWriter writer, boolean directions) {
        this.sources = sources;
        this.writer = writer;
        this.directions = directions;
    }

    /**
     * Attaches to buses; from now on their frames are collected.
     *
     * @param buses by name; {@code any} for every virtual bus
     * @param notices takes a sentence when a bus goes down
     * @param now nanoseconds since 1970
     */
    public static Recording open(
            Caller caller, List<String> buses, Target target, ZoneId zone, Consumer<String> notices, long now) {
        List<RecordSource> sources = RecordSources.open(caller, buses, notices);
        try {
            RecordingWriter writer = target.writer(zone);
            writer.begin(now);
            sources.forEach(source -> writer.announce(source.name()));
            // A reader at the other end of a pipe is to know at once what there is.
            writer.flush();
            return new Recording(sources, writer, !target.isLog());
        } catch (RuntimeException e) {
            sources.forEach(RecordSource::close);
            throw e;
        }
    }

    /**
     * Records until there were {@code count} frames, nobody reads the output any more, or {@link #end}; the file is whole
     * then, whatever ended it.
     *
     * @return how many frames
     */
    public long run(long count) {
        left = count;
        for (RecordSource source : sources) {
            running.register();
            Thread.ofPlatform().name("record " + source.name()).start(() -> record(source));
        }
        running.arriveAndAwaitAdvance();
        try {
            writer.close();
        } catch (RuntimeException e) {
            failures.add(e);
        }
        for (RuntimeException failure : failures) {
            if (!(failure instanceof NobodyReadsException)) {
                throw failure;
            }
        }
        return writer.frames();
    }

    /** Ends {@link #run}. From any thread. */
    public void end() {
        sources.forEach(RecordSource::end);
    }

    /** Frames that were lost because the recording was slower than the buses. */
    public long lost() {
        return sources.stream().mapToLong(RecordSource::lost).sum();
    }

    /** Where it goes: the name of the file that was written last. */
    public String target() {
        return writer.name();
    }

    @Override
    public void close() {
        sources.forEach(RecordSource::close);
    }

    private void record(RecordSource source) {
        try {
            FrameBatch batch = source.receive();
            while (batch.count() > 0 && add(source, batch)) {
                batch = source.receive();
            }
        } catch (RuntimeException e) {
            synchronized (writer) {
                failures.add(e);
            }
        } finally {
            // One that fails, or has seen the last frame that was asked for, ends all.
            end();
            running.arriveAndDeregister();
        }
    }

    /** Whether there are more to come. */
    private boolean add(RecordSource source, FrameBatch batch) {
        synchronized (writer) {
            int frames = (int) Math.min(left, batch.count());
            for (int i = 0; i < frames; i++) {
                writer.add(
                        batch.memory(),
                        batch.offset(i),
                        batch.size(i),
                        source.stamp(i),
                        source.name(),
                        directions ? source.direction(i) : Direction.UNSAID);
            }
            writer.flush();
            left -= frames;
            return left > 0;
        }
    }
}
