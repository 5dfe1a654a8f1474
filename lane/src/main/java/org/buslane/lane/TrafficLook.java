package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;

/** What tc has that a plan depends on; to look takes no privilege. */
public final class TrafficLook {
    private TrafficLook() {}

    /**
     * @param socket of the host's namespace
     * @param lane the host's end, if it is there
     * @param bus if it is there
     */
    public static Snapshot.Control at(Modules modules, NetlinkSocket socket, Optional<Link> lane, Optional<Link> bus) {
        Traffic traffic = new Traffic(socket);
        return new Snapshot.Control(
                modules.hasTraffic(),
                lane.map(link -> filters(traffic, link, Side.INGRESS, Side.EGRESS))
                        .orElse(Snapshot.Filters.NONE),
                bus.map(link -> filters(traffic, link, Side.EGRESS)).orElse(Snapshot.Filters.NONE),
                traffic.listPolice(),
                traffic.listActions());
    }

    private static Snapshot.Filters filters(Traffic traffic, Link link, Side... sides) {
        if (!traffic.hasClsact(link.index())) {
            return new Snapshot.Filters(
                    traffic.isClsactTaken(link.index()) ? Snapshot.Room.TAKEN : Snapshot.Room.FREE, List.of());
        }
        return new Snapshot.Filters(
                Snapshot.Room.CLSACT,
                Stream.of(sides)
                        .flatMap(side -> traffic.list(link.index(), side).stream())
                        .toList());
    }
}
