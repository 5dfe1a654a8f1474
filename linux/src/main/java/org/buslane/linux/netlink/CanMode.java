package org.buslane.linux.netlink;

/** What a CAN controller can be told to do: CAN_CTRLMODE_ of linux/can/netlink.h. */
public enum CanMode {
    LOOPBACK(0x01),
    LISTEN_ONLY(0x02),
    TRIPLE_SAMPLING(0x04),
    ONE_SHOT(0x08),
    BUS_ERROR_REPORTING(0x10),
    FD(0x20),
    PRESUME_ACK(0x40),
    FD_NON_ISO(0x80),
    CLASSIC_DLC_9_TO_15(0x100);

    final int bit;

    CanMode(int bit) {
        this.bit = bit;
    }
}
