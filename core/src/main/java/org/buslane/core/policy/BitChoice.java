package org.buslane.core.policy;

import java.util.List;
import org.buslane.core.frame.IdWord;

/** Which bit of the {@code can_id} word a cell is halved by. */
enum BitChoice {
    /** The highest: no more parts come out than blocks of ids, as a prefix cover has them. */
    HIGHEST {
        @Override
        int among(int bits, List<Part> parts) {
            return Integer.highestOneBit(bits);
        }
    },

    /** The one most parts have in their mask: better for masks that leave high bits open. */
    BUSIEST {
        @Override
        int among(int bits, List<Part> parts) {
            if ((bits & IdWord.EXTENDED) != 0) {
                return IdWord.EXTENDED;
            }
            int[] wanted = new int[Integer.SIZE];
            for (Part part : parts) {
                for (int left = part.mask() & bits; left != 0; left &= left - 1) {
                    wanted[Integer.numberOfTrailingZeros(left)]++;
                }
            }
            int best = 0;
            for (int i = 1; i < wanted.length; i++) {
                best = wanted[i] > wanted[best] ? i : best;
            }
            return 1 << best;
        }
    };

    /** CAN_EFF_FLAG before any other, so that ids of different lengths are never looked at together. */
    abstract int among(int bits, List<Part> parts);
}
