package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;

/**
 * All that a plan depends on, read at one time.
 *
 * @param host the namespace of the buses
 * @param inside that of the container
 * @param neighbours the other lanes of the bus, with what they may do
 */
public record Snapshot(Host host, Inside inside, List<Neighbour> neighbours) {
    /**
     * @param namespace inode number
     * @param rules everybody's can-gw rules
     * @param filters those of the lane, if it is there
     * @param vxcan whether the kernel has, or can load, the pairs that lanes are made of
     * @param vcan the same of the interfaces that lanes which are copied are made of
     */
    public record Host(
            long namespace,
            List<Link> links,
            List<InstalledRule> rules,
            Filters filters,
            GatewayModule gateway,
            boolean vxcan,
            boolean vcan)
            implements Interfaces {
        public Host {
            links = List.copyOf(links);
            rules = List.copyOf(rules);
        }
    }

    /**
     * Of tc, at the host's end of the lane.
     *
     * @param clsact whether there is room for them
     */
    public record Filters(boolean clsact, List<InstalledFilter> list) {
        static final Filters NONE = new Filters(false, List.of());

        public Filters {
            list = List.copyOf(list);
        }
    }

    /** @param namespace inode number */
    public record Inside(long namespace, List<Link> links) implements Interfaces {
        public Inside {
            links = List.copyOf(links);
        }
    }

    /** @param index of a lane's interface at the host's end */
    public record Neighbour(int index, LaneTerms terms) {}

    public Snapshot {
        neighbours = List.copyOf(neighbours);
    }

    /** The lane's end at the host, if it is there. */
    Optional<Link> hostEnd(LaneRequest request) {
        return LaneTag.find(host.links(), inside.namespace(), request.name());
    }

    /** Whether either namespace has an interface of that number. */
    boolean hasIndex(int index) {
        return host.hasIndex(index) || inside.hasIndex(index);
    }
}
