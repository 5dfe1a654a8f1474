package org.buslane.core.frame;

/** The 32-bit {@code canid_t} of linux/can.h: an arbitration id with its flags, as one int. */
public final class IdWord {
    /** CAN_EFF_FLAG: the id has 29 bits. */
    public static final int EXTENDED = 0x80000000;

    /** CAN_RTR_FLAG: a remote frame. */
    public static final int REMOTE = 0x40000000;

    /** CAN_ERR_FLAG: an error frame; the id is an error class. */
    public static final int ERROR = 0x20000000;

    /** CAN_SFF_MASK. */
    public static final int STANDARD_MASK = 0x7ff;

    /** CAN_EFF_MASK, and CAN_ERR_MASK. */
    public static final int EXTENDED_MASK = 0x1fffffff;

    private IdWord() {}

    public static boolean isExtended(int word) {
        return (word & EXTENDED) != 0;
    }

    public static boolean isRemote(int word) {
        return (word & REMOTE) != 0;
    }

    public static boolean isError(int word) {
        return (word & ERROR) != 0;
    }

    /** The arbitration id without flags: 11 bits, or 29 if extended, or the error class. */
    public static int id(int word) {
        return (word & (EXTENDED | ERROR)) != 0 ? word & EXTENDED_MASK : word & STANDARD_MASK;
    }
}
