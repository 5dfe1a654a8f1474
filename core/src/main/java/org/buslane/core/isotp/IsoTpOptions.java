package org.buslane.core.isotp;

/**
 * {@code struct can_isotp_options}: what CAN_ISOTP_OPTS sets and tells.
 *
 * @param flags of {@link IsoTpFlags}
 * @param frameTime nanoseconds between consecutive frames on top of the separation time, as an unsigned
 *     int; 0 leaves what was, {@link #NO_FRAME_TIME} is none
 * @param extAddress 0 to 255, sent in front if EXTEND_ADDR is set
 * @param txPad the padding byte sent
 * @param rxPad the padding byte expected
 * @param rxExtAddress expected in front if EXTEND_ADDR is set
 */
public record IsoTpOptions(int flags, int frameTime, int extAddress, int txPad, int rxPad, int rxExtAddress) {
    /** CAN_ISOTP_FRAME_TXTIME_ZERO. */
    public static final int NO_FRAME_TIME = 0xffffffff;

    /** CAN_ISOTP_DEFAULT_PAD_CONTENT; an FD frame's rest has it even if no padding was asked for. */
    public static final int PAD = 0xcc;

    /** CAN_ISOTP_DEFAULT_FRAME_TXTIME. */
    static final int FRAME_TIME = 50_000;

    public static final IsoTpOptions DEFAULT = new IsoTpOptions(0, FRAME_TIME, 0, PAD, PAD, 0);

    public IsoTpOptions {
        byteWide(extAddress);
        byteWide(txPad);
        byteWide(rxPad);
        byteWide(rxExtAddress);
    }

    /** Whether any of these flags is set. */
    public boolean has(int anyOf) {
        return (flags & anyOf) != 0;
    }

    /** Both broadcast flags, which isotp_setsockopt refuses, and yet takes as SF_BROADCAST. */
    public boolean contradicts() {
        return (flags & IsoTpFlags.BROADCAST) == IsoTpFlags.BROADCAST;
    }

    /** As isotp_setsockopt keeps them. */
    IsoTpOptions settled() {
        return new IsoTpOptions(
                contradicts() ? flags & ~IsoTpFlags.CF_BROADCAST : flags,
                frameTime,
                extAddress,
                txPad,
                rxPad,
                has(IsoTpFlags.RX_EXT_ADDR) ? rxExtAddress : extAddress);
    }

    static void byteWide(int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a byte is 0 to 255, not " + value);
        }
    }
}
