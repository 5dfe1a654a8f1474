package org.buslane.core.isotp;

/**
 * {@code struct can_isotp_fc_options}: what a receiver asks of a sender.
 *
 * @param blockSize consecutive frames between flow control frames; 0 is all of them
 * @param stMin the separation time as a flow control frame has it, not checked, as the kernel does not
 * @param waitFrames kept and not used, as in the kernel, which never makes a sender wait
 */
public record FlowControl(int blockSize, int stMin, int waitFrames) {
    public static final FlowControl DEFAULT = new FlowControl(0, 0, 0);

    private static final int MILLISECOND = 1_000_000;
    private static final int LONGEST = 0x7f;

    public FlowControl {
        IsoTpOptions.byteWide(blockSize);
        IsoTpOptions.byteWide(stMin);
        IsoTpOptions.byteWide(waitFrames);
    }

    /**
     * The nanoseconds a separation time's code stands for: 0 to 0x7f are milliseconds, 0xf1 to 0xf9 tenths
     * of one; the reserved ones are the longest time there is (ISO 15765-2, 9.6.5.4).
     */
    public static long separation(int code) {
        if (code > 0xf0 && code <= 0xf9) {
            return (code - 0xf0) * (MILLISECOND / 10L);
        }
        return Math.min(code, LONGEST) * (long) MILLISECOND;
    }
}
