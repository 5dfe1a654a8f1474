package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.Payload;

/**
 * Cuts a stream into commands, from {@code <} to the next {@code >}, however it comes; the original's own takes a command
 * that comes in two parts for the end of the connection. What stands between commands is skipped. Bytes are received into
 * {@link #memory} from {@link #position} on, {@link #room} at most, and {@link #received} tells how many; then
 * {@link #next} is asked until it says SHORT. Owned by one thread; allocates nothing.
 */
final class CommandCutter {
    /** The longest command in bytes, as MAXLEN of socketcand.h: room for a PDU of 4095 bytes as hex, and a hundred more. */
    static final int MOST = 2 * 4095 + 100;

    enum Cut {
        /** It stands at {@link #start}, {@link #length} bytes. */
        COMMAND,
        /** No more until more is received. */
        SHORT,
        /** The connection is of no use. */
        TOO_LONG
    }

    private final MemorySegment memory;
    private long from;
    private long to;
    /** Up to here is known what there is, so that a command that comes byte by byte is looked through once. */
    private long known;

    private boolean hasBegun;
    private long start;
    private int length;

    /** @param memory for what was received and not cut, at least {@link #MOST} bytes, of the caller's */
    CommandCutter(MemorySegment memory) {
        if (memory.byteSize() < MOST) {
            throw new IllegalArgumentException(
                    "commands are cut in at least %d bytes, not %d".formatted(MOST, memory.byteSize()));
        }
        this.memory = memory;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the next bytes are received to. */
    long position() {
        return to;
    }

    /** How many may be: never 0 after {@link #next} has said SHORT. */
    long room() {
        return memory.byteSize() - to;
    }

    void received(long bytes) {
        to += bytes;
    }

    /** Takes over what somebody else has received, up to {@link #room} bytes. */
    void received(Payload bytes) {
        bytes.copyTo(memory, to);
        received(bytes.length());
    }

    /** The next command. */
    Cut next() {
        if (!hasBegun) {
            known = find('<', known);
            from = known;
            hasBegun = from < to;
        }
        if (hasBegun) {
            known = find('>', known);
            if (known - from >= MOST) {
                return Cut.TOO_LONG;
            }
            if (known < to) {
                cut();
                return Cut.COMMAND;
            }
        }
        settle();
        return Cut.SHORT;
    }

    /** The first of such characters from there on; {@code to} if there is none. */
    private long find(int character, long begin) {
        long at = begin;
        while (at < to && memory.get(ValueLayout.JAVA_BYTE, at) != character) {
            at++;
        }
        return at;
    }

    private void cut() {
        known++;
        start = from;
        length = (int) (known - from);
        from = known;
        hasBegun = false;
    }

    private void settle() {
        if (from > 0) {
            MemorySegment.copy(memory, from, memory, 0, to - from);
            to -= from;
            known -= from;
            from = 0;
        }
    }

    /** Where the command that was cut last begins, valid until {@link #next} or {@link #received}. */
    long start() {
        return start;
    }

    int length() {
        return length;
    }

    /** What was received and not cut, for another one. */
    Payload rest() {
        return Payload.copyOf(memory, from, (int) (to - from));
    }
}
