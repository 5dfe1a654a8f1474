package org.buslane.core.frame;

/** The lengths a CAN FD frame can have on the wire, and their 4-bit codes (ISO 11898-1). */
public final class FdLength {
    private static final byte[] LENGTHS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64};

    private FdLength() {}

    /** The bytes that code {@code dlc}, 0 to 15, stands for. */
    public static int ofDlc(int dlc) {
        return LENGTHS[dlc];
    }

    /** The code of the shortest frame that holds {@code length} bytes, 0 to 64. */
    public static int dlc(int length) {
        if (length < 0 || length > FrameLayout.FD_DATA) {
            throw new IllegalArgumentException("an FD frame has 0 to 64 bytes, not " + length);
        }
        int dlc = Math.min(length, FrameLayout.CLASSIC_DATA);
        while (LENGTHS[dlc] < length) {
            dlc++;
        }
        return dlc;
    }

    /** The bytes of the shortest frame that holds {@code length} bytes. */
    public static int roundUp(int length) {
        return LENGTHS[dlc(length)];
    }

    /** Whether a controller can send a frame of exactly this length. */
    public static boolean isStep(int length) {
        return length >= 0 && length <= FrameLayout.FD_DATA && roundUp(length) == length;
    }
}
