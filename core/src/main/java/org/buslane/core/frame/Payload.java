package org.buslane.core.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;

/** The data bytes of a frame: immutable, equal by content. */
public final class Payload {
    public static final Payload EMPTY = new Payload(new byte[0]);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static Payload of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes.clone());
    }

    /** A copy of the first {@code length} of these bytes. */
    public static Payload copyOf(byte[] bytes, int length) {
        return new Payload(Arrays.copyOf(bytes, length));
    }

    /** A copy of {@code length} bytes at {@code offset} of the memory. */
    public static Payload copyOf(MemorySegment memory, long offset, int length) {
        return new Payload(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
    }

    /** From pairs of hex digits without separators. */
    public static Payload ofHex(String digits) {
        return new Payload(HEX.parseHex(digits));
    }

    public int length() {
        return bytes.length;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes all bytes to {@code offset} of the memory. */
    public void copyTo(MemorySegment memory, long offset) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset, bytes.length);
    }

    /** These bytes, and zeros behind them up to {@code length}. */
    public Payload padded(int length) {
        return length <= bytes.length ? this : new Payload(Arrays.copyOf(bytes, length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Upper case hex digits, two for each byte. */
    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
