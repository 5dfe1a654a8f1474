package org.buslane.linux.netlink;

/**
 * A bit in every part: struct can_bittiming of linux/can/netlink.h. What is 0 the kernel computes, from the bit rate or from
 * the quanta, of which one is said (can_get_bittiming in drivers/net/can/dev).
 *
 * @param bitrate in bits per second
 * @param samplePoint in tenths of a percent of a bit
 * @param tq a time quantum in nanoseconds; the next four are in quanta
 * @param brp into how much the clock is divided
 */
public record CanTiming(
        int bitrate, int samplePoint, int tq, int propagation, int phase1, int phase2, int sjw, int brp) {
    public CanTiming {
        Requirements.range("a bitrate", bitrate, 0, Integer.MAX_VALUE);
        Requirements.range("a sample point in tenths of a percent", samplePoint, 0, Integer.MAX_VALUE);
        Requirements.range("a time quantum in ns", tq, 0, Integer.MAX_VALUE);
        Requirements.range("a propagation segment", propagation, 0, Integer.MAX_VALUE);
        Requirements.range("a phase", Math.min(phase1, phase2), 0, Integer.MAX_VALUE);
        Requirements.range("a jump width", sjw, 0, Integer.MAX_VALUE);
        Requirements.range("a prescaler", brp, 0, Integer.MAX_VALUE);
    }

    void write(MessageWriter target) {
        target.u32(bitrate).u32(samplePoint).u32(tq).u32(propagation);
        target.u32(phase1).u32(phase2).u32(sjw).u32(brp);
    }
}
