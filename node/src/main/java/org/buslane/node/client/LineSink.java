package org.buslane.node.client;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.Direction;
import org.buslane.core.text.LogLine;
import org.buslane.core.text.LogLineWriter;
import org.buslane.core.text.PrettyLine;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/** Prints frames as lines and hands them on whenever a batch is through, so that a pipe gets them at once. */
final class LineSink {
    private static final int SIZE = 1 << 16;

    private final OutputStream out;
    private final boolean pretty;
    private final LogLineWriter writer = new LogLineWriter(LogLine.MICROSECONDS);
    private final byte[] bytes = new byte[SIZE];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private final Map<Integer, byte[]> names = new HashMap<>();
    private boolean extendedSeen;
    private int length;

    LineSink(OutputStream out, List<Entry> interfaces, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
        for (Entry entry : interfaces) {
            names.put(entry.index(), entry.name().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Adds the line of one frame.
     *
     * @param index of the interface it came in on
     * @param stamp nanoseconds since 1970
     * @return whether there is one: an FD frame with the error flag, which a program may send, has no text
     */
    boolean add(FrameBatch batch, int slot, int index, long stamp) throws IOException {
        byte[] name = names.getOrDefault(index, new byte[] {'?'});
        if (pretty) {
            return addPretty(batch, slot, new String(name, StandardCharsets.UTF_8));
        }
        if (SIZE - length < LogLineWriter.room(batch.size(slot), name.length)) {
            flush();
        }
        int written = writer.write(batch, slot, stamp, name, Direction.UNSAID, memory, length);
        length += written;
        return written > 0;
    }

    void flush() throws IOException {
        out.write(bytes, 0, length);
        out.flush();
        length = 0;
    }

    private boolean addPretty(FrameBatch batch, int slot, String name) throws IOException {
        if (FrameKind.of(batch.memory(), batch.offset(slot), batch.size(slot)) == FrameKind.INVALID) {
            return false;
        }
        extendedSeen |= IdWord.isExtended(batch.idWord(slot));
        String line = PrettyLine.format(
                        name, FrameStruct.read(batch.memory(), batch.offset(slot), batch.size(slot)), extendedSeen)
                + "\n";
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        if (SIZE - length < text.length) {
            flush();
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return true;
    }
}
