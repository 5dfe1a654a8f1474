package org.buslane.linux.can;

import java.nio.ByteBuffer;

/** struct sockaddr_can of linux/can.h: 2 bytes family, 2 padding, 4 interface index, 16 that CAN_RAW leaves alone. */
final class CanAddress {
    static final int SIZE = 24;
    static final short AF_CAN = 29;

    private CanAddress() {}

    /** Writes one into zeros. */
    static void write(ByteBuffer zeros, int interfaceIndex) {
        zeros.putShort(0, AF_CAN);
        zeros.putInt(4, interfaceIndex);
    }

    static int interfaceIndex(ByteBuffer memory, int at) {
        return memory.getInt(at + 4);
    }
}
