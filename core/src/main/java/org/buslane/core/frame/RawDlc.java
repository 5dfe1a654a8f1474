package org.buslane.core.frame;

/**
 * The len8_dlc of struct can_frame: ISO 11898-1 lets a classic frame of 8 bytes have any length code
 * from 8 to 15, and a controller with CAN_CTRLMODE_CC_LEN8_DLC keeps which one it was. 0 stands for
 * the ordinary code, the length itself.
 */
final class RawDlc {
    private static final int FIRST = 9;
    private static final int LAST = 15;

    private RawDlc() {}

    static void check(int rawDlc, int length) {
        if (rawDlc != 0 && (rawDlc < FIRST || rawDlc > LAST || length != FrameLayout.CLASSIC_DATA)) {
            throw new IllegalArgumentException(
                    "raw DLC %d with %d bytes: only 8 bytes have one, 9 to 15".formatted(rawDlc, length));
        }
    }

    /** What a struct's field means: the kernel ignores it where it has no place. */
    static int sane(int rawDlc, int length) {
        return length == FrameLayout.CLASSIC_DATA && rawDlc >= FIRST && rawDlc <= LAST ? rawDlc : 0;
    }
}
