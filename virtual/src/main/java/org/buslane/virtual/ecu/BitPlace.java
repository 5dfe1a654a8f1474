package org.buslane.virtual.ecu;

/**
 * Where a number stands in a frame's data, as a DBC file counts: bit 0 is the lowest of byte 0, bit 8 the lowest of byte 1.
 *
 * @param start the lowest bit, or the highest if big-endian
 * @param bits 1 to 64
 */
public record BitPlace(int start, int bits, boolean bigEndian) {
    private static final int MOST_BITS = 64;
    private static final int FRAME_BITS = 64 * Byte.SIZE;

    public BitPlace {
        if (bits < 1 || bits > MOST_BITS) {
            throw new IllegalArgumentException("a field has 1 to %d bits, not %d".formatted(MOST_BITS, bits));
        }
        if (start < 0 || start >= FRAME_BITS) {
            throw new IllegalArgumentException(
                    "a field begins at bit 0 to %d, not %d".formatted(FRAME_BITS - 1, start));
        }
    }

    /** All of one byte. */
    public static BitPlace ofByte(int index) {
        return new BitPlace(index * Byte.SIZE, Byte.SIZE, false);
    }

    /** How many bytes of data there have to be for it. */
    public int bytesNeeded() {
        return bit(bigEndian ? 0 : bits - 1) / Byte.SIZE + 1;
    }

    /** Sets its bits to the lowest of {@code value}, and no others. */
    void write(byte[] data, long value) {
        for (int i = 0; i < bits; i++) {
            int bit = bit(i);
            int mask = 1 << bit % Byte.SIZE;
            boolean set = (value >>> i & 1) != 0;
            data[bit / Byte.SIZE] = (byte) (set ? data[bit / Byte.SIZE] | mask : data[bit / Byte.SIZE] & ~mask);
        }
    }

    /** The number, without sign unless it has 64 bits; bits beyond the data are 0. */
    long read(byte[] data) {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            int bit = bit(i);
            if (bit / Byte.SIZE < data.length) {
                value |= (long) (data[bit / Byte.SIZE] >> bit % Byte.SIZE & 1) << i;
            }
        }
        return value;
    }

    /** Where bit {@code i} of the number stands, 0 being its lowest. */
    private int bit(int i) {
        if (!bigEndian) {
            return start + i;
        }
        // From the highest bit downwards, and from the lowest of a byte to the highest of the next.
        int fromTop = start / Byte.SIZE * Byte.SIZE + Byte.SIZE - 1 - start % Byte.SIZE + bits - 1 - i;
        return fromTop / Byte.SIZE * Byte.SIZE + Byte.SIZE - 1 - fromTop % Byte.SIZE;
    }
}
