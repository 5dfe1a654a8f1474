package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * What a server says, each of it from {@code <} to {@code >} as {@link CommandCutter} cuts it. An id of more than three
 * digits is one of 29 bits, as in socketcandcl.c; an error is one of the bus if a time follows, else one of the server's:
 *
 * <pre>
 * &lt; error 004 1795211619.903305 &gt;      &lt; error unknown command &gt;
 * </pre>
 *
 * Owned by one thread; allocates nothing.
 */
final class ReplyReader {
    enum Found {
        HI,
        OK,
        ECHO,
        /** The struct was written: {@link #size}, {@link #stamp}. */
        FRAME,
        /** One with {@code error} and a class: the same. Raw mode tells no more of it. */
        ERROR_FRAME,
        /** The server refuses something, in words. */
        ERROR,
        STAT,
        PDU,
        /** A frame that is none, or has more bytes than was agreed. */
        MALFORMED,
        /** A word that is not known, or of a dialect that is not spoken. */
        OTHER
    }

    private static final int STANDARD_DIGITS = 3;
    private static final int ID_DIGITS = 8;

    private final boolean hasFd;
    private final boolean hasLong;
    private final boolean hasRemote;
    private final ReplyWords words = new ReplyWords();
    private int size;
    private long stamp;

    ReplyReader(Set<Dialect> dialects) {
        this.hasFd = dialects.contains(Dialect.FDFRAME);
        this.hasLong = dialects.contains(Dialect.LONG_FRAME);
        this.hasRemote = dialects.contains(Dialect.RTR);
    }

    /** Reads what was cut; of a frame it writes the struct, up to 72 bytes, which may be spoilt if there is none. */
    Found read(MemorySegment text, long start, int length, MemorySegment target, long offset) {
        words.start(text, start, length);
        if (!words.next()) {
            return Found.OTHER;
        }
        if (words.is(ReplyWords.FRAME)) {
            return data(target, offset, hasLong ? FrameLayout.FD_DATA : FrameLayout.CLASSIC_DATA, hasLong);
        }
        if (words.is(ReplyWords.FD_FRAME)) {
            return hasFd ? fd(target, offset) : Found.OTHER;
        }
        if (words.is(ReplyWords.RTR)) {
            return hasRemote ? remote(target, offset) : Found.OTHER;
        }
        if (words.is(ReplyWords.ERROR)) {
            return error(target, offset);
        }
        return words.found();
    }

    /** Bytes of the struct read last. */
    int size() {
        return size;
    }

    /** When the server received that frame, by its own clock, in nanoseconds since 1970. */
    long stamp() {
        return stamp;
    }

    private Found data(MemorySegment target, long offset, int most, boolean mayBeFd) {
        if (!begin(target, offset)) {
            return Found.MALFORMED;
        }
        int length = bytes(target, offset, most);
        if (length > FrameLayout.CLASSIC_DATA && mayBeFd) {
            return fdFrame(target, offset, length);
        }
        return length >= 0 ? Found.FRAME : Found.MALFORMED;
    }

    private Found fd(MemorySegment target, long offset) {
        return begin(target, offset)
                ? fdFrame(target, offset, bytes(target, offset, FrameLayout.FD_DATA))
                : Found.MALFORMED;
    }

    /** Any length up to 64: a virtual interface carries what no controller does. */
    private Found fdFrame(MemorySegment target, long offset, int length) {
        size = FrameLayout.FD_SIZE;
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS, (byte) FrameLayout.FD_FDF);
        return length >= 0 ? Found.FRAME : Found.MALFORMED;
    }

    private Found remote(MemorySegment target, long offset) {
        if (!begin(target, offset) || !words.next()) {
            return Found.MALFORMED;
        }
        long length = words.decimal();
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) length);
        word(target, offset, FrameLayout.idWord(target, offset) | IdWord.REMOTE);
        return length >= 0 && length <= FrameLayout.CLASSIC_DATA && !words.next() ? Found.FRAME : Found.MALFORMED;
    }

    /** Every error frame has 8 bytes (CAN_ERR_DLC of linux/can/error.h), of which raw mode tells none. */
    private Found error(MemorySegment target, long offset) {
        clear(target, offset);
        long type = words.next() ? words.hex(ID_DIGITS) : -1;
        stamp = words.next() ? words.time() : -1;
        if (type < 0 || stamp < 0) {
            return Found.ERROR;
        }
        word(target, offset, ((int) type & IdWord.EXTENDED_MASK) | IdWord.ERROR);
        int length = bytes(target, offset, FrameLayout.CLASSIC_DATA);
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) FrameLayout.CLASSIC_DATA);
        return length == 0 || length == FrameLayout.CLASSIC_DATA ? Found.ERROR_FRAME : Found.MALFORMED;
    }

    /** An id and a time. */
    private boolean begin(MemorySegment target, long offset) {
        clear(target, offset);
        long id = words.next() ? words.hex(ID_DIGITS) : -1;
        boolean isExtended = words.length() > STANDARD_DIGITS;
        stamp = words.next() ? words.time() : -1;
        word(target, offset, (int) id | (isExtended ? IdWord.EXTENDED : 0));
        return id >= 0 && id <= (isExtended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK) && stamp >= 0;
    }

    private void clear(MemorySegment target, long offset) {
        for (int i = 0; i < FrameLayout.FD_SIZE; i += Long.BYTES) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, offset + i, 0);
        }
        size = FrameLayout.CLASSIC_SIZE;
    }

    private static void word(MemorySegment target, long offset, int word) {
        target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, word);
    }

    /** All that follow, with blanks between them or without. @return how many; -1 if they are none or more than most */
    private int bytes(MemorySegment target, long offset, int most) {
        int count = 0;
        while (words.next()) {
            int pairs = words.pairs(target, offset + FrameLayout.OFFSET_DATA + count, most - count);
            if (pairs < 0) {
                return -1;
            }
            count += pairs;
        }
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) count);
        return count;
    }
}
