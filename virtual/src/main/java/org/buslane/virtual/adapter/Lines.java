package org.buslane.virtual.adapter;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.slcan.SlcanWriter;
import org.buslane.linux.Errno;
import org.buslane.linux.stream.ByteStream;

/**
 * Lines that wait for the adapter to take them, at most so many bytes. Owned by the gateway's thread; nothing is
 * allocated for a frame.
 */
final class Lines {
    /** About 700 classic frames: more than a second of a line with 115200 baud. */
    private static final int ROOM = 16 * 1024;

    private final MemorySegment memory = Arena.ofAuto().allocate(2 * ROOM);
    private final SlcanWriter writer = new SlcanWriter();
    private long head;
    private long tail;
    private int waiting;

    /** Frames not yet wholly written. */
    int waiting() {
        return waiting;
    }

    boolean isEmpty() {
        return head == tail;
    }

    boolean hasRoom() {
        return tail - head + SlcanWriter.MOST <= ROOM;
    }

    /** Where {@link #hasRoom}. @return whether slcan has a line for this frame */
    boolean add(FrameBatch batch, int index) {
        settle();
        int bytes = writer.write(batch, index, memory, tail);
        tail += bytes;
        waiting += bytes == 0 ? 0 : 1;
        return bytes != 0;
    }

    /** A command, with which no frame waits. */
    void add(String command) {
        byte[] text = (command + '\r').getBytes(StandardCharsets.US_ASCII);
        settle();
        MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, tail, text.length);
        tail += text.length;
    }

    /** Moves what waits to the beginning when the end comes near. */
    private void settle() {
        if (tail + SlcanWriter.MOST > memory.byteSize()) {
            MemorySegment.copy(memory, head, memory, 0, tail - head);
            tail -= head;
            head = 0;
        }
    }

    /**
     * Writes what the stream takes.
     *
     * @return 0, also if something is left; else an errno as a negative number
     */
    int write(ByteStream stream) {
        while (head < tail) {
            int written = stream.write(memory, head, tail - head);
            if (written < 0) {
                return written == -Errno.EAGAIN || written == -Errno.EINTR ? 0 : written;
            }
            passed(head + written);
        }
        head = 0;
        tail = 0;
        return 0;
    }

    private void passed(long until) {
        for (long at = head; at < until && waiting > 0; at++) {
            if (memory.get(ValueLayout.JAVA_BYTE, at) == '\r') {
                waiting--;
            }
        }
        head = until;
    }

    void clear() {
        head = 0;
        tail = 0;
        waiting = 0;
    }
}
