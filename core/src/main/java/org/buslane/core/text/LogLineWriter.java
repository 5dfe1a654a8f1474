package org.buslane.core.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * Writes log lines straight from frames in memory into memory, without an object for a frame: what
 * {@link LogLine#format()} gives and a line end. Owned by one thread.
 */
public final class LogLineWriter {
    /** Around the name and the data: (2147483647.123456789), blanks, id, XL header, raw DLC, direction, line end. */
    private static final int FIXED = 64;

    private static final int SECOND_DIGITS = 10;

    private final int fractionDigits;
    private final byte[] secondsText = new byte[SECOND_DIGITS];
    private long secondsShown = -1;

    private final AsciiPen pen = new AsciiPen();

    /**
     * A writer of stamps in one precision.
     *
     * @param fractionDigits 6, or 9 as candump -N writes them
     */
    public LogLineWriter(int fractionDigits) {
        if (fractionDigits != LogLine.MICROSECONDS && fractionDigits != LogLine.NANOSECONDS) {
            throw new IllegalArgumentException("a stamp has 6 or 9 digits of fraction, not " + fractionDigits);
        }
        this.fractionDigits = fractionDigits;
    }

    /** Bytes that a line takes at most: of a frame whose struct has {@code size} bytes, with such a name. */
    public static int room(int size, int nameLength) {
        return FIXED + nameLength + 2 * size;
    }

    /** As below, of slot {@code index}. */
    public int write(
            FrameBatch batch,
            int index,
            long stamp,
            byte[] name,
            Direction direction,
            MemorySegment destination,
            long position) {
        return write(
                batch.memory(), batch.offset(index), batch.size(index), stamp, name, direction, destination, position);
    }

    /**
     * Writes the line of one frame.
     *
     * @param size bytes of the frame's struct at {@code offset} of {@code memory}
     * @param stamp nanoseconds since 1970, not negative
     * @param name the interface's, as it is to stand there: with blanks before it if it is to be aligned
     * @param destination has {@link #room} bytes at {@code position}
     * @return bytes written; 0, and nothing is, if there is no frame: the caller counts it
     */
    public int write(
            MemorySegment memory,
            long offset,
            int size,
            long stamp,
            byte[] name,
            Direction direction,
            MemorySegment destination,
            long position) {
        FrameKind kind = FrameKind.of(memory, offset, size);
        if (kind == FrameKind.INVALID) {
            return 0;
        }
        pen.start(destination, position);
        stamp(stamp);
        pen.put(name);
        pen.put(' ');
        switch (kind) {
            case DATA -> classic(memory, offset);
            case REMOTE -> remote(memory, offset);
            case ERROR -> error(memory, offset);
            case FD -> fd(memory, offset);
            case XL -> xl(memory, offset, size - FrameLayout.XL_HEADER);
            case INVALID -> throw new AssertionError();
        }
        if (direction != Direction.UNSAID) {
            pen.put(' ');
            pen.put(direction == Direction.RECEIVED ? 'R' : 'T');
        }
        pen.put('\n');
        return (int) (pen.position() - position);
    }

    private void stamp(long nanos) {
        long seconds = nanos / 1_000_000_000;
        if (seconds != secondsShown) {
            AsciiPen.decimal(secondsText, seconds);
            secondsShown = seconds;
        }
        pen.put('(');
        pen.put(secondsText);
        pen.put('.');
        int fraction = (int) (nanos % 1_000_000_000);
        pen.decimal(fractionDigits == LogLine.MICROSECONDS ? fraction / 1000 : fraction, fractionDigits);
        pen.put(')');
        pen.put(' ');
    }

    private void classic(MemorySegment memory, long offset) {
        int length = FrameLayout.length(memory, offset);
        id(FrameLayout.idWord(memory, offset));
        data(memory, offset + FrameLayout.OFFSET_DATA, length);
        rawDlc(memory, offset, length);
    }

    private void remote(MemorySegment memory, long offset) {
        int length = FrameLayout.length(memory, offset);
        id(FrameLayout.idWord(memory, offset));
        pen.put('R');
        if (length > 0) {
            pen.put('0' + length);
        }
        rawDlc(memory, offset, length);
    }

    private void error(MemorySegment memory, long offset) {
        pen.hex(FrameLayout.idWord(memory, offset) & (IdWord.ERROR | IdWord.EXTENDED_MASK), 8);
        pen.put('#');
        data(memory, offset + FrameLayout.OFFSET_DATA, FrameLayout.length(memory, offset));
    }

    private void fd(MemorySegment memory, long offset) {
        id(FrameLayout.idWord(memory, offset));
        pen.put('#');
        pen.hex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS) | FrameLayout.FD_FDF, 1);
        data(memory, offset + FrameLayout.OFFSET_DATA, FrameLayout.length(memory, offset));
    }

    private void xl(MemorySegment memory, long offset, int length) {
        int word = FrameLayout.idWord(memory, offset);
        pen.hex(word >>> 16, 2);
        pen.hex(word & IdWord.STANDARD_MASK, 3);
        pen.put('#');
        pen.hex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_XL_FLAGS), 2);
        pen.put(':');
        pen.hex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_XL_SDT), 2);
        pen.put(':');
        pen.hex(memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + FrameLayout.OFFSET_XL_ACCEPTANCE), 8);
        pen.put('#');
        data(memory, offset + FrameLayout.XL_HEADER, length);
    }

    private void id(int word) {
        if (IdWord.isExtended(word)) {
            pen.hex(word & IdWord.EXTENDED_MASK, 8);
        } else {
            pen.hex(word & IdWord.STANDARD_MASK, 3);
        }
        pen.put('#');
    }

    private void data(MemorySegment memory, long from, int length) {
        for (int i = 0; i < length; i++) {
            pen.hex(memory.get(ValueLayout.JAVA_BYTE, from + i), 2);
        }
    }

    private void rawDlc(MemorySegment memory, long offset, int length) {
        int dlc = FrameLayout.rawDlc(memory, offset, length);
        if (dlc != 0) {
            pen.put('_');
            pen.hex(dlc, 1);
        }
    }
}
