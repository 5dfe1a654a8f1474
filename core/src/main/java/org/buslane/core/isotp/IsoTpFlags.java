package org.buslane.core.isotp;

/** The flags of {@code struct can_isotp_options}, linux/can/isotp.h. */
public final class IsoTpFlags {
    /** Hears a conversation of others: answers no first frame. */
    public static final int LISTEN_MODE = 0x0001;

    /** An address in front of each frame's protocol byte: extended and mixed addressing. */
    public static final int EXTEND_ADDR = 0x0002;

    public static final int TX_PADDING = 0x0004;
    public static final int RX_PADDING = 0x0008;
    public static final int CHK_PAD_LEN = 0x0010;
    public static final int CHK_PAD_DATA = 0x0020;
    public static final int HALF_DUPLEX = 0x0040;
    public static final int FORCE_TXSTMIN = 0x0080;
    public static final int FORCE_RXSTMIN = 0x0100;

    /** What is heard has an extended address of its own. */
    public static final int RX_EXT_ADDR = 0x0200;

    /** A write lasts as long as the transmission. */
    public static final int WAIT_TX_DONE = 0x0400;

    /** Functional addressing: single frames to many, nothing is heard. */
    public static final int SF_BROADCAST = 0x0800;

    /** First and consecutive frames to many, without flow control; nothing is heard. */
    public static final int CF_BROADCAST = 0x1000;

    /** Block size and separation time from each flow control frame, not from the first alone. */
    public static final int DYN_FC_PARMS = 0x2000;

    static final int BROADCAST = SF_BROADCAST | CF_BROADCAST;
    static final int CHECK_PADDING = CHK_PAD_LEN | CHK_PAD_DATA;

    private IsoTpFlags() {}
}
