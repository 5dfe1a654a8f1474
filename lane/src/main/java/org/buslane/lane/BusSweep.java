package org.buslane.lane;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;

/** What lanes leave at buses when they go: a filter each, and the clsact that these were at if nobody else has one there. */
public final class BusSweep {
    private BusSweep() {}

    /** Takes away, at every bus of the calling thread's namespace, what is of a lane that is gone or on another bus. */
    public static void run() {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            List<Link> links = new Links(socket).list();
            links.stream()
                    .filter(link -> link.isCan() && LaneTag.of(link).isEmpty())
                    .forEach(bus -> sweep(new Traffic(socket), bus, links));
        }
    }

    private static void sweep(Traffic traffic, Link bus, List<Link> links) {
        try {
            List<InstalledFilter> left = filters(traffic, bus, Side.EGRESS)
                    .filter(filter -> isLeft(filter, bus, links))
                    .toList();
            left.forEach(filter -> traffic.delete(filter.place()));
            if (!left.isEmpty()
                    && Stream.of(Side.values())
                            .flatMap(side -> filters(traffic, bus, side))
                            .findAny()
                            .isEmpty()) {
                traffic.removeClsact(bus.index());
            }
        } catch (LinuxException e) {
            // The bus went meanwhile, and took all that with it.
        }
    }

    private static Stream<InstalledFilter> filters(Traffic traffic, Link bus, Side side) {
        return traffic.list(bus.index(), side).stream();
    }

    /** Whether it is ours, and of a lane that is gone or has another bus by now; a bus may just be renamed. */
    static boolean isLeft(InstalledFilter filter, Link bus, List<Link> links) {
        OptionalInt lane = ActionNumbers.lane(filter);
        return lane.isPresent()
                && filter instanceof InstalledFilter.Known known
                && known.filter().action().equals(LaneFilters.onBus(lane.getAsInt()))
                && links.stream()
                        .filter(link -> link.index() == lane.getAsInt())
                        .noneMatch(link -> LaneTag.of(link)
                                .or(() -> LaneTag.ofRenamed(link))
                                .filter(tag -> !isElsewhere(tag, bus, links))
                                .isPresent());
    }

    private static boolean isElsewhere(LaneTag tag, Link bus, List<Link> links) {
        return !tag.bus().equals(bus.name())
                && links.stream().anyMatch(link -> link.name().equals(tag.bus()));
    }
}
