package org.buslane.core.asc;

/** The flags of CANFD and CANXL lines that matter here, by the names of can-utils' log2asc. */
final class AscFlags {
    static final int RTR = 0x10;
    static final int FDF = 0x1000;
    static final int BRS = 0x2000;
    static final int ESI = 0x4000;
    static final int XLF = 0x400000;

    /** CANXL_RRS, the remote request substitution bit. */
    static final int RES = 0x800000;

    /** CANXL_SEC, simple extended content. */
    static final int SEC = 0x1000000;

    /** Bits of struct canxl_frame's flags, linux/can.h. */
    static final int FRAME_SEC = 1;

    static final int FRAME_RRS = 2;

    private AscFlags() {}
}
