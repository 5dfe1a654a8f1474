package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/**
 * Which bit rates a card's clock can be divided down to: struct can_bittiming_const of linux/can/netlink.h.
 *
 * @param clock in Hz
 * @param fewestQuanta parts of a bit, with that for the edge
 * @param smallestDivider of the clock, {@code dividerStep} apart up to {@code largestDivider}
 */
public record TimingLimits(
        int clock, int fewestQuanta, int mostQuanta, int smallestDivider, int largestDivider, int dividerStep) {
    static final int SIZE = 48;

    /** The driver's name stands before. */
    private static final int OFFSET = 16;

    /** The first part of a bit, CAN_SYNC_SEG. */
    private static final int EDGE = 1;

    public TimingLimits {
        Requirements.range("a clock", clock, 1, Integer.MAX_VALUE);
        Requirements.range("the parts of a bit", fewestQuanta, 1, mostQuanta);
        Requirements.range("a divider", smallestDivider, 1, largestDivider);
        Requirements.range("a divider's step", dividerStep, 1, Integer.MAX_VALUE);
    }

    /** Of the phases before and after the sample point the least and the most; the jump width's most; the dividers. */
    static TimingLimits read(ByteBuffer value, int clock) {
        return new TimingLimits(
                clock,
                EDGE + number(value, 0) + number(value, 2),
                EDGE + number(value, 1) + number(value, 3),
                number(value, 5),
                number(value, 6),
                number(value, 7));
    }

    private static int number(ByteBuffer value, int which) {
        return value.getInt(OFFSET + which * Integer.BYTES);
    }

    /**
     * The bit rate that the kernel comes to when this one is asked for, of two equally near ones any: the nearest of
     * those that can_calc_bittiming of its drivers/net/can/dev looks at. 0 if the clock is far too fast or too slow.
     */
    public int nearest(int bitrate) {
        int best = 0;
        for (int quanta = fewestQuanta; quanta <= mostQuanta; quanta++) {
            int divider = (int) (clock / ((long) quanta * bitrate));
            best = nearer(bitrate, nearer(bitrate, best, possible(quanta, divider + 1)), possible(quanta, divider));
        }
        return best;
    }

    private static int nearer(int wanted, int one, int other) {
        return Math.abs((long) wanted - other) < Math.abs((long) wanted - one) ? other : one;
    }

    private int possible(int quanta, int divider) {
        int step = divider / dividerStep * dividerStep;
        return step < smallestDivider || step > largestDivider ? 0 : (int) (clock / ((long) step * quanta));
    }
}
