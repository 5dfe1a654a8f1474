package org.buslane.node.recording;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buslane.core.recording.FrameWriter;
import org.buslane.core.text.Direction;
import org.buslane.node.NodeException;

/**
 * Writes a recording into one file or several. What is handed on to a file are whole lines or blocks, always. Owned by one
 * thread at a time.
 */
public final class RecordingWriter implements AutoCloseable {
    private static final int SIZE = 1 << 16;

    private final FrameWriter format;
    private final Output output;
    private final Rotation rotation;
    private final byte[] bytes = new byte[SIZE];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private final Map<String, Integer> buses = new LinkedHashMap<>();
    private final List<Drain> open = new ArrayList<>(1);
    private int length;
    private long firstStamp;
    private long frames;
    private long unsayable;

    RecordingWriter(FrameWriter format, Output output, Rotation rotation) {
        this.format = format;
        this.output = output;
        this.rotation = rotation;
    }

    /**
     * Opens the first file, so that a mistake in its name is found before there is a frame.
     *
     * @param stamp of what is to come: nanoseconds since 1970
     */
    public void begin(long stamp) {
        attempt(() -> open.add(output.next()));
        head(stamp);
    }

    /** Says now that there is this bus; one of which nothing is said is announced when its first frame comes. */
    public void announce(String bus) {
        number(bus);
    }

    /**
     * Adds one frame.
     *
     * @param size bytes of the frame's struct at {@code offset} of {@code source}
     * @throws NodeException if it cannot be written; what was before it in the file is whole
     */
    public void add(MemorySegment source, long offset, int size, long stamp, String bus, Direction direction) {
        if (open.isEmpty()) {
            begin(stamp);
        } else if (rotation.isDue(open.getFirst().size() + length, stamp - firstStamp)) {
            rotate(stamp);
        }
        int number = number(bus);
        room(format.room(size));
        int written = format.write(source, offset, size, stamp, number, direction, memory, length);
        length += written;
        if (written > 0) {
            frames++;
        } else {
            unsayable++;
        }
    }

    /** Hands on what is there, for whoever reads along. */
    public void flush() {
        attempt(() -> {
            pass();
            open.getFirst().flush();
        });
    }

    /** Frames written. */
    public long frames() {
        return frames;
    }

    /** Frames that the format cannot say. */
    public long unsayable() {
        return unsayable;
    }

    /** What sentences call the file that is written. */
    public String name() {
        return output.name();
    }

    @Override
    public void close() {
        if (!open.isEmpty()) {
            attempt(this::finish);
        }
    }

    private void head(long stamp) {
        firstStamp = stamp;
        length += format.begin(stamp, memory, length);
        for (String bus : buses.keySet()) {
            room(FrameWriter.HEADER_ROOM);
            length += format.announce(bus, memory, length);
        }
    }

    private int number(String bus) {
        Integer known = buses.get(bus);
        if (known != null) {
            return known;
        }
        buses.put(bus, buses.size());
        room(FrameWriter.HEADER_ROOM);
        length += format.announce(bus, memory, length);
        return buses.size() - 1;
    }

    private void rotate(long stamp) {
        attempt(() -> {
            finish();
            open.add(output.next());
        });
        head(stamp);
    }

    private void finish() throws IOException {
        Drain file = open.removeFirst();
        try {
            if (length > 0) {
                file.write(bytes, length);
            }
        } finally {
            length = 0;
            file.close();
        }
    }

    private void room(int needed) {
        if (SIZE - length < needed) {
            attempt(this::pass);
        }
    }

    private void pass() throws IOException {
        int passed = length;
        length = 0;
        if (passed > 0) {
            open.getFirst().write(bytes, passed);
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("Broken pipe")) {
                throw new NobodyReadsException();
            }
            throw new NodeException(output.name() + " cannot be written: " + Reasons.of(e), e);
        }
    }
}
