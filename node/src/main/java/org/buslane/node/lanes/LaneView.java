package org.buslane.node.lanes;

import java.util.Optional;
import org.buslane.lane.LaneId;
import org.buslane.linux.netlink.Link;

/**
 * A lane as it is seen from the host.
 *
 * @param record what was promised; empty if that is lost
 * @param link the host's end; empty if it is gone
 * @param sent frames that the container sent
 * @param written of these the ones that can-gw sent on to the bus
 * @param read frames that were given to it
 */
public record LaneView(
        LaneId lane,
        String owner,
        String bus,
        String name,
        Optional<LaneRecord> record,
        Optional<Link> link,
        long sent,
        long written,
        long read) {
    /** Whose it is and where it leads. */
    public String words() {
        return "%s of %s on %s (%s)".formatted(name, owner, bus, lane);
    }

    /** In a word or two. */
    public String state() {
        if (link.isEmpty()) {
            return "gone";
        }
        if (record.isEmpty()) {
            return "no record";
        }
        return link.get().hasCarrier() ? "up" : "down";
    }
}
