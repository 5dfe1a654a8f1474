package org.buslane.core.recording;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.text.Direction;
import org.buslane.core.text.LogLineWriter;

/** Candump's log format, as a {@link FrameWriter}. */
public final class LogWriter implements FrameWriter {
    private final LogLineWriter lines;
    private final List<byte[]> names = new ArrayList<>();
    private int longest;

    /** @param fractionDigits of the stamps: 6, or 9 as candump -N writes them */
    public LogWriter(int fractionDigits) {
        this.lines = new LogLineWriter(fractionDigits);
    }

    @Override
    public int begin(long stamp, MemorySegment to, long position) {
        names.clear();
        longest = 0;
        return 0;
    }

    @Override
    public int announce(String bus, MemorySegment to, long position) {
        byte[] name = bus.getBytes(StandardCharsets.UTF_8);
        longest = Math.max(longest, name.length);
        names.add(name);
        return 0;
    }

    @Override
    public int room(int size) {
        return LogLineWriter.room(size, longest);
    }

    @Override
    public int write(
            MemorySegment memory,
            long offset,
            int size,
            long stamp,
            int bus,
            Direction direction,
            MemorySegment to,
            long position) {
        return lines.write(memory, offset, size, stamp, names.get(bus), direction, to, position);
    }
}
