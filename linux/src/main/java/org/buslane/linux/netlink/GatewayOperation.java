package org.buslane.linux.netlink;

/** What a modification does with a frame, in the order in which the kernel does them: CGW_MOD_ of linux/can/gw.h. */
public enum GatewayOperation {
    AND(1),
    OR(2),
    XOR(3),
    SET(4);

    /** CGW_FDMOD_AND less CGW_MOD_AND. */
    private static final int FD = 14;

    private final int attribute;

    GatewayOperation(int attribute) {
        this.attribute = attribute;
    }

    int attribute(boolean fd) {
        return fd ? attribute + FD : attribute;
    }
}
