package org.buslane.core.isotp;

import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameLayout;

/** How long a padded frame is, and whether one that was heard is padded as it should be. */
final class Padding {
    private Padding() {}

    /** The length of a padded frame with {@code used} bytes: 8, or what FD has next (padlen). */
    static int length(int used) {
        return Math.max(FrameLayout.CLASSIC_DATA, FdLength.roundUp(used));
    }

    /** Whether check_pad has an objection against a frame whose padding begins at {@code used}. */
    static boolean isWrong(Heard frame, int used, IsoTpOptions options) {
        if (!options.has(IsoTpFlags.CHECK_PADDING)) {
            return false;
        }
        int length = frame.length();
        if (!options.has(IsoTpFlags.RX_PADDING)) {
            // The kernel's odd case: with only the padding's content to check and no padding expected, all is wrong.
            return !options.has(IsoTpFlags.CHK_PAD_LEN) || length != shortest(length, used);
        }
        if (options.has(IsoTpFlags.CHK_PAD_LEN) && length != length(length)) {
            return true;
        }
        if (options.has(IsoTpFlags.CHK_PAD_DATA)) {
            for (int i = used; i < length; i++) {
                if (frame.at(i) != options.rxPad()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The length without needless padding (check_optimized). */
    private static int shortest(int length, int used) {
        return length <= FrameLayout.CLASSIC_DATA ? used : length(used);
    }
}
