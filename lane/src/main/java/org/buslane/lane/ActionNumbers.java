package org.buslane.lane;

import java.util.OptionalInt;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.TrafficFilter;

/**
 * The numbers of a lane's actions of tc, its index in their upper bits: by these a filter is known to be ours, and whose.
 * The kernel numbers police and gact apart from each other.
 */
final class ActionNumbers {
    /** Of gact. What was let through comes before what of it came to the bus: in this order the kernel lists them. */
    static final int ALLOWED_WRITTEN = 0;

    static final int DENIED_WRITTEN = 1;
    static final int ON_BUS = 2;
    static final int ALLOWED_READ = 3;
    static final int DENIED_READ = 4;

    /** Of police: 0 is the lane's own rate, half of the others are for rules that write, half for rules that read. */
    static final int LANE_RATE = 0;

    static final int FIRST_WRITE = 1;

    /** Bits below the lane's index, which is below 2^19. */
    private static final int BITS = 12;

    static final int PER_SIDE = (1 << (BITS - 1)) - 1;
    static final int FIRST_READ = FIRST_WRITE + PER_SIDE;

    private ActionNumbers() {}

    static int of(int lane, int number) {
        return lane << BITS | number;
    }

    /** The index of the lane that has such a number; others' have none. */
    static OptionalInt lane(int number) {
        int lane = number >>> BITS;
        return lane >= LaneIndex.FIRST && lane < LaneIndex.FIRST + LaneIndex.COUNT
                ? OptionalInt.of(lane)
                : OptionalInt.empty();
    }

    /** Which of a lane's it is. */
    static int part(int number) {
        return number & (1 << BITS) - 1;
    }

    /** Whose filter it is; empty for a stranger's. */
    static OptionalInt lane(InstalledFilter filter) {
        return filter instanceof InstalledFilter.Known(var _, TrafficFilter known, var _, var _)
                ? known.action().index().stream()
                        .flatMap(number -> lane(number).stream())
                        .findFirst()
                : OptionalInt.empty();
    }

    static boolean isOf(int lane, InstalledFilter filter) {
        return lane(filter).equals(OptionalInt.of(lane));
    }
}
