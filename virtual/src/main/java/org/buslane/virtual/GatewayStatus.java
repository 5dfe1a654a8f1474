package org.buslane.virtual;

import java.util.List;

/**
 * Everything now.
 *
 * @param refused connections turned away because there was no room for them
 * @param resumed whether this gateway took over from one that was killed
 * @param takeovers how often one did since the first of them started
 */
public record GatewayStatus(
        List<BusStatus> buses,
        List<LaneStatus> lanes,
        List<ResidentStatus> residents,
        long refused,
        boolean resumed,
        int takeovers) {
    public GatewayStatus {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        residents = List.copyOf(residents);
    }
}
