package org.buslane.virtual.session;

/** Numbers of linux/can.h. */
public final class Protocol {
    public static final int RAW = 1;
    public static final int BCM = 2;
    public static final int ISOTP = 6;

    private Protocol() {}
}
