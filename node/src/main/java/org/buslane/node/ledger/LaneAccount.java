package org.buslane.node.ledger;

import org.buslane.lane.LaneId;

/**
 * The totals of a lane: of all lanes that this owner had under this name since the machine was started.
 *
 * @param lane its name on this machine; the last one, if it is gone
 * @param written what the container sent
 * @param read what was on its way to the container
 */
public record LaneAccount(String owner, String name, String bus, LaneId lane, Passage written, Passage read) {
    /** Frames that the policy denied, both ways. */
    public long denied() {
        return both(Loss.DENIED);
    }

    /** Frames above a rate, both ways. */
    public long overRate() {
        return both(Loss.OVER_RATE);
    }

    /** Frames that the policy let through, and that did not arrive, both ways. */
    public long lost() {
        return written.allLost() + read.allLost() - denied() - overRate();
    }

    private long both(Loss reason) {
        return written.lost(reason) + read.lost(reason);
    }
}
