package org.buslane.linux.netlink;

/** What becomes of the frames a filter is for. Of several filters the one with the lowest priority number decides. */
public sealed interface TrafficAction permits TrafficAction.Pass, TrafficAction.Drop, Police {
    /** They go on, and no further filter sees them: gact with TC_ACT_OK. */
    record Pass() implements TrafficAction {}

    /** They end here, counted: gact with TC_ACT_SHOT. */
    record Drop() implements TrafficAction {}
}
