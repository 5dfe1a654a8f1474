package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The words of one reply, one after the other, and what each of them is. Owned by one thread; allocates nothing. */
final class ReplyWords {
    static final byte[] FRAME = word("frame");
    static final byte[] FD_FRAME = word("fdframe");
    static final byte[] RTR = word("rtr");
    static final byte[] ERROR = word("error");
    private static final byte[] HI = word("hi");
    private static final byte[] OK = word("ok");
    private static final byte[] ECHO = word("echo");
    private static final byte[] STAT = word("stat");
    private static final byte[] PDU = word("pdu");

    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    /** Digits of seconds that fit into a long of nanoseconds, and digits behind the point that count. */
    private static final int SECOND_DIGITS = 10;

    private static final int NANO_DIGITS = 9;
    private static final long SECOND = 1_000_000_000;

    private MemorySegment text = MemorySegment.NULL;
    private long end;
    private long from;
    private long to;

    /** @param length with its brackets, which have to be there */
    void start(MemorySegment memory, long start, int length) {
        text = memory;
        end = start + length - 1;
        from = start + 1;
        to = start + 1;
    }

    /** Goes to the next word: whether there is one. */
    boolean next() {
        from = to;
        while (from < end && isBlank(from)) {
            from++;
        }
        to = from;
        while (to < end && !isBlank(to)) {
            to++;
        }
        return from < to;
    }

    private boolean isBlank(long at) {
        int character = at(at);
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    /** Characters of the word. */
    int length() {
        return (int) (to - from);
    }

    boolean is(byte[] word) {
        if (word.length != to - from) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (at(from + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the word is that stands alone. */
    ReplyReader.Found found() {
        if (is(HI)) {
            return ReplyReader.Found.HI;
        }
        if (is(OK)) {
            return ReplyReader.Found.OK;
        }
        if (is(ECHO)) {
            return ReplyReader.Found.ECHO;
        }
        if (is(STAT)) {
            return ReplyReader.Found.STAT;
        }
        return is(PDU) ? ReplyReader.Found.PDU : ReplyReader.Found.OTHER;
    }

    /** The word as a number of at most so many hex digits; -1 if it is none. */
    long hex(int most) {
        return length() <= most ? number(from, to, HEX) : -1;
    }

    /** The word as a number; -1 if it is none. */
    long decimal() {
        return length() <= SECOND_DIGITS ? number(from, to, DECIMAL) : -1;
    }

    /** The word as seconds, a point and digits behind it: nanoseconds, or -1 if it is no time. */
    long time() {
        long point = from;
        while (point < to && at(point) != '.') {
            point++;
        }
        if (point - from > SECOND_DIGITS || to - point > NANO_DIGITS + 1) {
            return -1;
        }
        long seconds = number(from, point, DECIMAL);
        long nanos = number(Math.min(point + 1, to), to, DECIMAL);
        for (long digits = to - point - 1; digits < NANO_DIGITS; digits++) {
            nanos *= DECIMAL;
        }
        return seconds < 0 || nanos < 0 || seconds > Long.MAX_VALUE / SECOND - 1 ? -1 : seconds * SECOND + nanos;
    }

    /** The word as pairs of hex digits, written as bytes. @return how many; -1 if it is none, or they are too many */
    int pairs(MemorySegment target, long offset, int most) {
        int count = length() / 2;
        if (length() % 2 != 0 || count > most) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            int high = Character.digit(at(from + 2L * i), HEX);
            int low = Character.digit(at(from + 2L * i + 1), HEX);
            if (high < 0 || low < 0) {
                return -1;
            }
            target.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (high << 4 | low));
        }
        return count;
    }

    private long number(long begin, long behind, int base) {
        long number = begin < behind ? 0 : -1;
        for (long at = begin; at < behind; at++) {
            int digit = Character.digit(at(at), base);
            if (digit < 0) {
                return -1;
            }
            number = number * base + digit;
        }
        return number;
    }

    private int at(long position) {
        return text.get(ValueLayout.JAVA_BYTE, position) & 0xff;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
