package org.buslane.linux.stream;

import java.nio.ByteBuffer;

/**
 * struct termios2 of asm-generic/termbits.h, which unlike struct termios has any speed, and not only those with a
 * number.
 *
 * <pre>
 * 0 iflag:u32  4 oflag:u32  8 cflag:u32  12 lflag:u32  16 line:u8  17 cc[19]  36 ispeed:u32  40 ospeed:u32
 * </pre>
 */
final class Termios {
    static final int SIZE = 44;

    private static final int OUTPUT = 4;
    private static final int CONTROL = 8;
    private static final int LOCAL = 12;
    private static final int CHARACTERS = 17;
    private static final int IN_SPEED = 36;
    private static final int OUT_SPEED = 40;

    private static final int VTIME = 5;
    private static final int VMIN = 6;

    private static final int CS8 = 0000060;
    private static final int CREAD = 0000200;
    private static final int CLOCAL = 0004000;
    private static final int BOTHER = 0010000;

    /** A driver takes the nearest speed its clock has; within this part of it both ends understand each other. */
    private static final int PART = 25;

    private Termios() {}

    /**
     * As cfmakeraw(3), at this speed: 8 bits, no parity, no flow control, bytes as they are. Without HUPCL, which
     * would pull DTR down at a close, and with it restart many a board.
     */
    static void makeRaw(ByteBuffer termios, int baud) {
        termios.putInt(0, 0);
        termios.putInt(OUTPUT, 0);
        termios.putInt(CONTROL, CS8 | CREAD | CLOCAL | BOTHER);
        termios.putInt(LOCAL, 0);
        termios.put(CHARACTERS + VTIME, (byte) 0);
        termios.put(CHARACTERS + VMIN, (byte) 1); // with 0 nothing to read would look like the end
        termios.putInt(IN_SPEED, baud);
        termios.putInt(OUT_SPEED, baud);
    }

    static boolean hasSpeed(ByteBuffer termios, int baud) {
        return Math.abs((long) termios.getInt(OUT_SPEED) - baud) <= baud / PART;
    }
}
