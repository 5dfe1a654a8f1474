package org.buslane.node.ledger;

import java.util.List;
import org.buslane.core.policy.Rule;
import org.buslane.lane.LaneId;
import org.buslane.lane.LaneTerms;
import org.buslane.linux.netlink.Link;

/**
 * A lane to be read.
 *
 * @param generation another one for each pair of interfaces it is made of, as their counters begin anew
 * @param link the host's end
 * @param reads how much of the bus is for it
 */
public record Subject(String owner, String name, String bus, LaneId lane, String generation, Link link, Reads reads) {
    /** Of the frames on a bus. */
    public enum Reads {
        /** None, or nobody knows. */
        NOTHING,
        SOME,
        /** Every data frame. */
        ALL
    }

    /** What a lane reads by its policy. */
    public static Reads reads(LaneTerms terms) {
        List<Rule> rules = terms.policy().read().rules();
        if (rules.isEmpty()) {
            return Reads.NOTHING;
        }
        return rules.contains(Rule.ALL) || rules.contains(Rule.ALL_WITH_REMOTE) ? Reads.ALL : Reads.SOME;
    }
}
