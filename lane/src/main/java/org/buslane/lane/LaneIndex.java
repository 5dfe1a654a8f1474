package org.buslane.lane;

import java.util.function.IntPredicate;

/**
 * The number of a lane's two ends. Above those that a kernel hands out by itself, so that no bus has it: can-gw drops a
 * frame without a count if it came in by an index that is the target's, in whichever namespace that was.
 */
final class LaneIndex {
    static final int FIRST = 100_000;
    static final int COUNT = 400_000;

    private LaneIndex() {}

    /** One that neither namespace has, the same each time if it is free. */
    static int free(LaneId lane, IntPredicate taken) {
        int start = lane.spread(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int index = FIRST + (start + i) % COUNT;
            if (!taken.test(index)) {
                return index;
            }
        }
        throw new LaneException("all %d numbers of lanes are taken".formatted(COUNT));
    }
}
