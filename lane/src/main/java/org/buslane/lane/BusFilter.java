package org.buslane.lane;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;

/**
 * The filter at a bus that counts what came there from one lane, and decides nothing. It has a number of the lane's, and
 * a filter at the lane has it too: when the bus is unplugged the count stays, and what nobody forwards any more is the
 * difference to what was let through.
 */
final class BusFilter {
    private BusFilter() {}

    /**
     * Adds the steps to where it is.
     *
     * @param there those of the bus, on its way out
     */
    static void difference(Link bus, LaneId lane, int index, Snapshot.Filters there, List<Step> steps) {
        boolean isThere = false;
        for (InstalledFilter each : there.list()) {
            if (each instanceof InstalledFilter.Known known && ActionNumbers.isOf(index, each)) {
                if (!isThere
                        && known.filter()
                                .equals(wanted(bus, lane, index, known.filter().priority()))) {
                    isThere = true;
                } else {
                    steps.add(new Step.DeleteFilter(bus.name(), known.place(), known.filter()));
                }
            }
        }
        if (!isThere) {
            if (there.room() == Snapshot.Room.FREE) {
                steps.add(new Step.AddClsact(bus.index(), bus.name()));
            }
            steps.add(new Step.AddFilter(bus.name(), wanted(bus, lane, index, priority(there))));
        }
    }

    private static TrafficFilter wanted(Link bus, LaneId lane, int index, int priority) {
        return new TrafficFilter(
                bus.index(), Side.EGRESS, priority, new TrafficMatch.CameFrom(lane.text()), LaneFilters.onBus(index));
    }

    /** The first that no stranger has: filters of one priority have to be of one kind. */
    private static int priority(Snapshot.Filters there) {
        Set<Integer> strangers = there.list().stream()
                .filter(each -> ActionNumbers.lane(each).isEmpty())
                .map(each -> each.place().priority())
                .collect(Collectors.toSet());
        int priority = 1;
        while (strangers.contains(priority)) {
            priority++;
        }
        return priority;
    }
}
