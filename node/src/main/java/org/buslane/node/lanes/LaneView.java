package org.buslane.node.lanes;

import java.util.Optional;
import org.buslane.lane.CopyCounts;
import org.buslane.lane.LaneId;
import org.buslane.linux.netlink.Link;
import org.buslane.node.ledger.LaneAccount;

/**
 * A lane as it is seen from the host.
 *
 * @param record what was promised; empty if that is lost
 * @param link the host's end; empty if it is gone, or if there is none as frames are copied
 * @param copying for a lane that is copied
 * @param account what became of its frames
 */
public record LaneView(
        LaneId lane,
        String owner,
        String bus,
        String name,
        Optional<LaneRecord> record,
        Optional<Link> link,
        Optional<Copying> copying,
        LaneAccount account) {
    /**
     * How it goes with a lane that is copied.
     *
     * @param isCopied whether there is an agent that does
     * @param isBusUp whether the bus is there, and up
     * @param written what became of what the container sent
     * @param read what became of what is on the bus
     */
    public record Copying(boolean isCopied, boolean isBusUp, CopyCounts written, CopyCounts read) {
        String state() {
            return isCopied ? isBusUp ? "up" : "down" : "no agent";
        }
    }

    /** Frames that the container sent. */
    public long sent() {
        return account.written().frames();
    }

    /** Of these the ones that the bus was given. */
    public long written() {
        return account.written().delivered();
    }

    /** Frames that were given to it. */
    public long read() {
        return account.read().delivered();
    }

    /** Its rules for reading; {@code ?} if the record is lost. */
    public String mayRead() {
        return record.map(each -> each.request().terms().policy().read().toString())
                .orElse("?");
    }

    /** The same for writing. */
    public String mayWrite() {
        return record.map(each -> each.request().terms().policy().write().toString())
                .orElse("?");
    }

    /** Whose it is and where it leads. */
    public String words() {
        return "%s of %s on %s (%s)".formatted(name, owner, bus, lane);
    }

    /** In a word or two. */
    public String state() {
        if (copying.isPresent()) {
            return copying.get().state();
        }
        if (link.isEmpty()) {
            return "gone";
        }
        if (record.isEmpty()) {
            return "no record";
        }
        return link.get().hasCarrier() ? "up" : "down";
    }
}
