package org.buslane.core.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Writes characters and numbers into memory, one behind the other, without making an object. Owned by one thread. */
public final class AsciiPen {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private MemorySegment target = MemorySegment.NULL;
    private long at;

    /** Has nowhere to write to before {@link #start}. */
    public AsciiPen() {}

    /** From here on it writes to {@code destination}, beginning at {@code position}. */
    public void start(MemorySegment destination, long position) {
        target = destination;
        at = position;
    }

    /** Where the next character goes. */
    public long position() {
        return at;
    }

    /** One character. */
    public void put(int ascii) {
        target.set(ValueLayout.JAVA_BYTE, at++, (byte) ascii);
    }

    /** A text. */
    public void put(byte[] text) {
        MemorySegment.copy(text, 0, target, ValueLayout.JAVA_BYTE, at, text.length);
        at += text.length;
    }

    /** The lowest {@code digits} hex digits. */
    public void hex(int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put(HEX[value >>> shift & 0x0f]);
        }
    }

    /** The same in lower case. */
    public void lowerHex(int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put(LOWER_HEX[value >>> shift & 0x0f]);
        }
    }

    /** How many hex digits a number has, without zeros before it; 1 of 0. */
    public static int hexDigits(int value) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 3) / 4);
    }

    /** How many decimal digits a number that is not negative has; 1 of 0. */
    public static int decimalDigits(long value) {
        int digits = 1;
        for (long left = value / 10; left > 0; left /= 10) {
            digits++;
        }
        return digits;
    }

    /** So many blanks; none if the number is negative. */
    public void blanks(int count) {
        for (int i = 0; i < count; i++) {
            put(' ');
        }
    }

    /** Exactly {@code digits} decimal digits, with zeros before the number. */
    public void decimal(long value, int digits) {
        long left = value;
        for (int i = digits - 1; i >= 0; i--) {
            target.set(ValueLayout.JAVA_BYTE, at + i, (byte) ('0' + left % 10));
            left /= 10;
        }
        at += digits;
    }

    /** Fills the text with the number's digits, with zeros before it. */
    static void decimal(byte[] text, long value) {
        long left = value;
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
