package org.buslane.virtual.wire;

/** What the layer must know of a socket to answer without asking: {@code BL_STATE_*}. */
public final class StateWord {
    public static final int INDEX = 0x000fffff;
    public static final int FD = 0x00100000;
    public static final int XL = 0x00200000;
    public static final int BOUND = 0x00400000;

    /** ENETDOWN is pending since a bind; the layer clears it when a call takes it. */
    public static final int PENDING = 0x00800000;

    /** A protocol above frames: {@link #FD} and {@link #XL} have no meaning, {@link #ISOTP} says which. */
    public static final int SESSION = 0x01000000;

    /** With SESSION: CAN_ISOTP, else CAN_BCM. */
    public static final int ISOTP = FD;

    public static final int MAGIC = 0x58000000;
    public static final int MASK = 0x7e000000;

    private StateWord() {}

    public static int of(boolean bound, int index, boolean fd, boolean xl) {
        return MAGIC | (bound ? BOUND | (index & INDEX) : 0) | (fd ? FD : 0) | (xl ? XL : 0);
    }
}
