package org.buslane.core.isotp;

/** The protocol bytes in front of a frame's data, ISO 15765-2, table 9. */
final class Pci {
    static final int SINGLE = 0x00;
    static final int FIRST = 0x10;
    static final int CONSECUTIVE = 0x20;
    static final int FLOW_CONTROL = 0x30;
    static final int TYPE = 0xf0;
    static final int LOW = 0x0f;

    static final int CLEAR_TO_SEND = 0;
    static final int WAIT = 1;
    static final int OVERFLOW = 2;

    /** Bytes of a consecutive frame's, and of a single frame's up to classic length. */
    static final int SHORT = 1;

    /** Bytes of a first frame's up to 4095 bytes of data. */
    static final int FIRST_12 = 2;

    static final int FIRST_32 = 6;
    static final int LONGEST_12 = 4095;

    /** Bytes of a flow control frame's: status, block size, separation time. */
    static final int FLOW = 3;

    private Pci() {}
}
