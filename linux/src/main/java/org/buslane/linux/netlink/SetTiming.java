package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The bit timing a card has: what the kernel made of a {@link BitTiming}, struct can_bittiming of
 * linux/can/netlink.h.
 *
 * @param bitrate in bits per second, rounded to what the card's clock can do
 * @param samplePoint in tenths of a percent of a bit
 * @param quanta in how many parts a bit is divided, 0 if the card does not say
 */
public record SetTiming(int bitrate, int samplePoint, int quanta) {
    static final int SIZE = 32;

    /** Behind bit rate, sample point and the quantum's length: propagation and two phases; one more is for the edge. */
    private static final int OFFSET_SEGMENTS = 12;

    static SetTiming read(ByteBuffer value) {
        int segments = value.getInt(OFFSET_SEGMENTS)
                + value.getInt(OFFSET_SEGMENTS + Integer.BYTES)
                + value.getInt(OFFSET_SEGMENTS + 2 * Integer.BYTES);
        return new SetTiming(value.getInt(0), value.getInt(4), segments == 0 ? 0 : segments + 1);
    }

    /** What gives it again. */
    public BitTiming wanted() {
        return new BitTiming(bitrate, samplePoint > 0 ? OptionalInt.of(samplePoint) : OptionalInt.empty());
    }
}
