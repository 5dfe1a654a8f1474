package org.buslane.linux.netlink;

/** What becomes of frames within a rate: TC_ACT_ of linux/pkt_cls.h. */
public enum Conform {
    /** They go on, and no further filter sees them. */
    PASS(0),

    /** The next filter decides: TC_ACT_UNSPEC. TC_ACT_PIPE would be the next action of this filter. */
    NEXT_FILTER(-1);

    final int action;

    Conform(int action) {
        this.action = action;
    }
}
