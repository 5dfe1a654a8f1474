package org.buslane.linux.netlink;

/** What of a frame a modification changes: CGW_MOD_ID, _DLC or _LEN, _DATA, _FLAGS of linux/can/gw.h. */
public enum FramePart {
    ID(1),
    LENGTH(2),
    DATA(4),
    /** Of CAN FD frames only. */
    FLAGS(8);

    final int bit;

    FramePart(int bit) {
        this.bit = bit;
    }
}
