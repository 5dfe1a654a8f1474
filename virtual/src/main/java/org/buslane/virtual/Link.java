package org.buslane.virtual;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * One interface of a lane: the way between its programs and one bus, with the policy in it. The policy
 * is the lane's, not each program's: what its programs write shares the rates, and what they may read is
 * judged once for all of them.
 */
final class Link {
    private final VirtualBus bus;
    private LinkSpec spec;
    private Gate write;
    private Judgement read;

    /** @param now of the clock that rates are judged by */
    Link(LinkSpec spec, VirtualBus bus, long now) {
        this.bus = bus;
        this.spec = spec;
        this.write = new Gate(spec.policy(), Access.WRITE, now);
        this.read = new Judgement(new Gate(spec.policy(), Access.READ, now));
    }

    /** The interfaces of a lane. */
    static List<Link> of(LaneSpec lane, Buses buses, long now) {
        List<Link> links = new ArrayList<>();
        for (LinkSpec link : lane.links()) {
            buses.named(link.bus()).ifPresent(bus -> links.add(new Link(link, bus, now)));
        }
        return links;
    }

    /** Another name, or other rules from the next frame on; what was spent of rates that stay is spent. */
    void change(LinkSpec after, long now) {
        Policy before = spec.policy();
        spec = after;
        if (!before.equals(after.policy())) {
            write = new Gate(after.policy(), Access.WRITE, now);
            read = new Judgement(new Gate(after.policy(), Access.READ, now));
        }
    }

    String name() {
        return spec.name();
    }

    /** The interface index programs see. */
    int index() {
        return bus.index();
    }

    VirtualBus bus() {
        return bus;
    }

    Gate write() {
        return write;
    }

    Judgement read() {
        return read;
    }

    InterfaceTable.Entry entry() {
        return new InterfaceTable.Entry(name(), index(), bus.isUp(), bus.kind().mtu());
    }

    LaneStatus.LinkStatus status() {
        return new LaneStatus.LinkStatus(name(), index(), bus.name(), spec.policy());
    }
}
