package org.buslane.virtual.raw;

/**
 * What a socket does with the virtual CAN network id of CAN XL frames: {@code struct can_raw_vcid_options} of
 * linux/can/raw.h, as raw_put_canxl_vcid() and raw_rcv() of net/can/raw.c heed it since Linux 6.9.
 *
 * @param bytes flags, id to send, id to receive and its mask; the struct's four bytes as a native word
 */
record Vcid(int bytes) {
    /** CANXL_PRIO_MASK and CANXL_VCID_MASK, of the frame's first word. */
    static final int PRIORITY = 0x7ff;

    static final int ID = 0xff << 16;

    static final Vcid NONE = new Vcid(0);

    private static final int SET = 1;
    private static final int PASS = 2;
    private static final int FILTER = 4;

    /** The first word of a frame this socket sends. */
    int sent(int word) {
        if ((flags() & SET) != 0) {
            return (word & PRIORITY) | (at(1) << 16);
        }
        return word & ((flags() & PASS) != 0 ? PRIORITY | ID : PRIORITY);
    }

    /** Whether the socket hears a frame with this first word. */
    boolean hears(int word) {
        if ((flags() & FILTER) == 0) {
            return (word & ID) == 0;
        }
        int mask = at(3) << 16;
        return (word & mask) == ((at(2) << 16) & mask);
    }

    private int flags() {
        return at(0);
    }

    private int at(int place) {
        return (bytes >>> (8 * place)) & 0xff;
    }
}
