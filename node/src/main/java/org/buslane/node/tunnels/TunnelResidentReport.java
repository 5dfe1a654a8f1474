package org.buslane.node.tunnels;

import org.buslane.tunnel.TunnelReport;
import org.buslane.virtual.ResidentReport;

/** What a tunnel on a virtual bus says of itself. */
public record TunnelResidentReport(TunnelReport tunnel) implements ResidentReport {
    @Override
    public boolean isWell() {
        return tunnel.well();
    }

    @Override
    public String words() {
        return tunnel.note();
    }
}
