package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.buslane.linux.netlink.InstalledAction;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledPolice;
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
     * @param control what tc has
     * @param vxcan whether the kernel has, or can load, the pairs that lanes are made of
     * @param vcan the same of the interfaces that lanes which are copied are made of
     */
    public record Host(
            long namespace,
            List<Link> links,
            List<InstalledRule> rules,
            Control control,
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
     * Of tc.
     *
     * @param possible whether the kernel has, or can load, what counts
     * @param lane at the host's end of the lane, if that is there
     * @param bus on the way out of the bus, if that is there
     * @param rates everybody's
     * @param actions everybody's
     */
    public record Control(
            boolean possible, Filters lane, Filters bus, List<InstalledPolice> rates, List<InstalledAction> actions) {
        static final Control NONE = new Control(true, Filters.NONE, Filters.NONE, List.of(), List.of());

        public Control {
            rates = List.copyOf(rates);
            actions = List.copyOf(actions);
        }

        /** Whether an action has such a lane's number: it may be of one that is gone, and would go on counting. */
        boolean hasNumbersOf(int lane) {
            return IntStream.concat(
                            rates.stream().mapToInt(InstalledPolice::index),
                            actions.stream().mapToInt(InstalledAction::index))
                    .anyMatch(number -> ActionNumbers.lane(number).equals(OptionalInt.of(lane)));
        }
    }

    /** Whether filters can be added to an interface, or a clsact first, or a qdisc of a stranger's is in its place. */
    public enum Room {
        FREE,
        CLSACT,
        TAKEN
    }

    /** Those of an interface. */
    public record Filters(Room room, List<InstalledFilter> list) {
        static final Filters NONE = new Filters(Room.FREE, List.of());

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

    /** Whether either namespace has an interface of that number, or counts under it. */
    boolean hasIndex(int index) {
        return host.hasIndex(index) || inside.hasIndex(index) || host.control().hasNumbersOf(index);
    }
}
