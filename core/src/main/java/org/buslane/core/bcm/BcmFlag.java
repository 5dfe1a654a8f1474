package org.buslane.core.bcm;

/** Flags of linux/can/bcm.h. */
public final class BcmFlag {
    public static final int SETTIMER = 0x0001;
    public static final int STARTTIMER = 0x0002;
    public static final int TX_COUNTEVT = 0x0004;
    public static final int TX_ANNOUNCE = 0x0008;
    public static final int TX_CP_CAN_ID = 0x0010;
    public static final int RX_FILTER_ID = 0x0020;
    public static final int RX_CHECK_DLC = 0x0040;
    public static final int RX_NO_AUTOTIMER = 0x0080;
    public static final int RX_ANNOUNCE_RESUME = 0x0100;
    public static final int TX_RESET_MULTI_IDX = 0x0200;
    public static final int RX_RTR_FRAME = 0x0400;
    public static final int CAN_FD_FRAME = 0x0800;

    private BcmFlag() {}

    static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
