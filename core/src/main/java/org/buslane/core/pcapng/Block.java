package org.buslane.core.pcapng;

/** Numbers of the pcapng format: draft-ietf-opsawg-pcapng, sections 3 and 4. */
final class Block {
    static final int SECTION = 0x0a0d0d0a;
    static final int INTERFACE = 1;
    static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;

    static final int BYTE_ORDER = 0x1a2b3c4d;

    /** Type and length, and the length again behind the body. */
    static final int HEAD = 8;

    static final int FRAMING = HEAD + 4;

    static final int OPTION_END = 0;

    /** Of a section: which application wrote it. */
    static final int SECTION_APPLICATION = 4;

    static final int INTERFACE_NAME = 2;
    static final int INTERFACE_RESOLUTION = 9;

    /** Seconds that are to be added to each stamp. */
    static final int INTERFACE_OFFSET = 14;

    static final int PACKET_FLAGS = 2;

    /** Of the packet's flags: bits 0 and 1. */
    static final int DIRECTION = 3;

    static final int INBOUND = 1;
    static final int OUTBOUND = 2;

    private Block() {}

    /** Everything in a block begins at a multiple of four. */
    static int padded(int length) {
        return length + 3 & ~3;
    }
}
