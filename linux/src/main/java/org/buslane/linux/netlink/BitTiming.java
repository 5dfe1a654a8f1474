package org.buslane.linux.netlink;

import java.util.OptionalInt;

/**
 * How fast a bus is; the kernel computes the rest of struct can_bittiming (linux/can/netlink.h) for the card.
 *
 * @param bitrate in bits per second
 * @param samplePoint in tenths of a percent of a bit, 875 for 87.5 %; CiA's recommendation for the bitrate if empty
 */
public record BitTiming(int bitrate, OptionalInt samplePoint) {
    private static final int OTHER_FIELDS = 24;

    public BitTiming {
        Requirements.range("a bitrate", bitrate, 1, Integer.MAX_VALUE);
        samplePoint.ifPresent(tenths -> Requirements.range("a sample point in tenths of a percent", tenths, 1, 999));
    }

    public static BitTiming of(int bitrate) {
        return new BitTiming(bitrate, OptionalInt.empty());
    }

    void write(MessageWriter target) {
        target.u32(bitrate).u32(samplePoint.orElse(0)).zeros(OTHER_FIELDS);
    }
}
