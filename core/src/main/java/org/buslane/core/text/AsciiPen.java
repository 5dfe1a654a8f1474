package org.buslane.core.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Writes characters and numbers into memory, one behind the other, without making an object. Owned by one thread. */
public final class AsciiPen {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

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

    void put(byte[] text) {
        MemorySegment.copy(text, 0, target, ValueLayout.JAVA_BYTE, at, text.length);
        at += text.length;
    }

    /** The lowest {@code digits} hex digits. */
    public void hex(int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put(HEX[value >>> shift & 0x0f]);
        }
    }

    /** Exactly {@code digits} decimal digits, with zeros before the number. */
    void decimal(int value, int digits) {
        int left = value;
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
