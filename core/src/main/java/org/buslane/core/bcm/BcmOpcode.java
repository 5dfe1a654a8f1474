package org.buslane.core.bcm;

/** Operations of linux/can/bcm.h. */
public final class BcmOpcode {
    public static final int TX_SETUP = 1;
    public static final int TX_DELETE = 2;
    public static final int TX_READ = 3;
    public static final int TX_SEND = 4;
    public static final int RX_SETUP = 5;
    public static final int RX_DELETE = 6;
    public static final int RX_READ = 7;
    public static final int TX_STATUS = 8;
    public static final int TX_EXPIRED = 9;
    public static final int RX_STATUS = 10;
    public static final int RX_TIMEOUT = 11;
    public static final int RX_CHANGED = 12;

    private BcmOpcode() {}
}
