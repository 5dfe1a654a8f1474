package org.buslane.tunnel.bus;

import java.util.List;
import org.buslane.core.bus.Account;

/**
 * A bus with its tunnels now.
 *
 * @param note why it is not up; empty if it is
 * @param mtu the largest frame it carries, in bytes; 0 unless it is up
 * @param heard frames of the bus: delivered is handed to its tunnels; what the kernel had no room for is a full queue
 * @param said frames of all its tunnels, ended ones included: delivered is taken by the device
 * @param waiting frames said that wait for the device, which are no part of what was delivered or dropped yet
 */
public record BusReport(
        String bus,
        PortState state,
        String note,
        int mtu,
        Account heard,
        Account said,
        int waiting,
        List<TunnelStatus> tunnels) {
    public BusReport {
        tunnels = List.copyOf(tunnels);
    }
}
