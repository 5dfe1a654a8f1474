package org.buslane.linux.netlink;

/** How a rule sends: CGW_FLAGS_ of linux/can/gw.h, with cangw's letters. */
public enum GatewayFlag {
    /** {@code -e}: other sockets and rules at the target see the frame too, when it was sent. */
    ECHO(0x01),
    /** {@code -t}: the frame keeps the time at which the source received it. */
    KEEP_TIMESTAMP(0x02),
    /**
     * {@code -i}: also for a frame that first came in by an interface of the target's index. Without, such a frame is
     * lost uncounted, even if that index was one of another namespace.
     */
    BACK_TO_ORIGIN(0x04),
    /** {@code -X}: the rule is for CAN FD frames and for no others; without, for classic ones and no others. */
    FD(0x08);

    final int bit;

    GatewayFlag(int bit) {
        this.bit = bit;
    }
}
