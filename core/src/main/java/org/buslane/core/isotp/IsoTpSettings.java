package org.buslane.core.isotp;

/**
 * All a CAN_ISOTP socket's options, as isotp_setsockopt sets them one by one.
 *
 * @param frameNanos the frame time that holds: {@link IsoTpOptions#frameTime} may leave the one before
 * @param forcedTxNanos instead of the separation time a receiver asks for, if FORCE_TXSTMIN is set
 * @param forcedRxNanos consecutive frames sooner after the last are ignored, if FORCE_RXSTMIN is set
 * @param longest the most bytes of a PDU, either way
 */
public record IsoTpSettings(
        IsoTpOptions options,
        long frameNanos,
        FlowControl flowControl,
        LinkLayer link,
        long forcedTxNanos,
        long forcedRxNanos,
        int longest) {
    /** DEFAULT_MAX_PDU_SIZE of net/can/isotp.c. */
    public static final int LONGEST = 8300;

    /** The most the kernel's module parameter max_pdu_size can be. */
    public static final int LONGEST_EVER = 1025 * 1024;

    /** isotp_init. */
    public static final IsoTpSettings DEFAULT = new IsoTpSettings(
            IsoTpOptions.DEFAULT, IsoTpOptions.FRAME_TIME, FlowControl.DEFAULT, LinkLayer.CLASSIC, 0, 0, LONGEST);

    private static final long UNSIGNED = 0xffff_ffffL;

    public IsoTpSettings {
        if (frameNanos < 0 || forcedTxNanos < 0 || forcedRxNanos < 0) {
            throw new IllegalArgumentException("a time is not negative");
        }
        if (frameNanos > UNSIGNED || forcedTxNanos > UNSIGNED || forcedRxNanos > UNSIGNED) {
            throw new IllegalArgumentException("a time is at most 4.29 s");
        }
        if (longest < 1 || longest > LONGEST_EVER) {
            throw new IllegalArgumentException("a PDU has 1 to %d bytes, not %d".formatted(LONGEST_EVER, longest));
        }
    }

    /** CAN_ISOTP_OPTS. */
    public IsoTpSettings with(IsoTpOptions wanted) {
        long nanos = switch (wanted.frameTime()) {
            case 0 -> frameNanos;
            case IsoTpOptions.NO_FRAME_TIME -> 0;
            default -> Integer.toUnsignedLong(wanted.frameTime());
        };
        return new IsoTpSettings(wanted.settled(), nanos, flowControl, link, forcedTxNanos, forcedRxNanos, longest);
    }

    /** CAN_ISOTP_RECV_FC. */
    public IsoTpSettings with(FlowControl wanted) {
        return new IsoTpSettings(options, frameNanos, wanted, link, forcedTxNanos, forcedRxNanos, longest);
    }

    /** CAN_ISOTP_LL_OPTS. */
    public IsoTpSettings with(LinkLayer wanted) {
        return new IsoTpSettings(options, frameNanos, flowControl, wanted, forcedTxNanos, forcedRxNanos, longest);
    }

    /** CAN_ISOTP_TX_STMIN. */
    public IsoTpSettings withForcedTx(long nanos) {
        return new IsoTpSettings(options, frameNanos, flowControl, link, nanos, forcedRxNanos, longest);
    }

    /** CAN_ISOTP_RX_STMIN. */
    public IsoTpSettings withForcedRx(long nanos) {
        return new IsoTpSettings(options, frameNanos, flowControl, link, forcedTxNanos, nanos, longest);
    }

    /** With another length of the longest PDU. */
    public IsoTpSettings withLongest(int bytes) {
        return new IsoTpSettings(options, frameNanos, flowControl, link, forcedTxNanos, forcedRxNanos, bytes);
    }

    /** Bytes in front of the protocol byte: 1 with an extended address, else 0. */
    int addressBytes() {
        return options.has(IsoTpFlags.EXTEND_ADDR) ? 1 : 0;
    }

    /** Whether it speaks to many and hears nobody. */
    public boolean broadcasts() {
        return options.has(IsoTpFlags.BROADCAST);
    }
}
