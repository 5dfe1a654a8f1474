package org.buslane.virtual;

import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * One interface of a lane: the way between its programs and one bus, with the policy in it. The policy
 * is the lane's, not each program's: what its programs write shares the rates, and what they may read is
 * judged once for all of them.
 */
final class Link {
    private final LinkSpec spec;
    private final int index;
    private final VirtualBus bus;
    private final Gate write;
    private final Judgement read;

    /** @param now of the clock that rates are judged by */
    Link(LinkSpec spec, int index, VirtualBus bus, long now) {
        this.spec = spec;
        this.index = index;
        this.bus = bus;
        this.write = new Gate(spec.policy(), Access.WRITE, now);
        this.read = new Judgement(new Gate(spec.policy(), Access.READ, now));
    }

    String name() {
        return spec.name();
    }

    /** The interface index programs see. */
    int index() {
        return index;
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
        return new InterfaceTable.Entry(name(), index, bus.isUp(), bus.kind().mtu());
    }

    LaneStatus.LinkStatus status() {
        return new LaneStatus.LinkStatus(name(), index, bus.name(), spec.policy());
    }
}
