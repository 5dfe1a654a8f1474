package org.buslane.tunnel.bus;

import org.buslane.core.bus.Account;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;

/**
 * A tunnel of a bus now.
 *
 * @param heard frames of the bus for the tunnel
 * @param said frames of the tunnel for the bus: delivered is taken by the device
 */
public record TunnelStatus(TunnelSpec spec, TunnelReport report, Account heard, Account said) {}
