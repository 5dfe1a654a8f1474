package org.buslane.node.socketcand;

import java.util.Set;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.socketcand.ServerSpec;

/**
 * A server as it is declared, for the gateway.
 *
 * @param spec a beacon without a host's name says that of this machine
 * @param virtualBuses those of its buses that are the gateway's own
 * @param configures whether clients may set the kernel's buses up, and their bit timing and modes
 */
public record DeclaredServer(ServerSpec spec, Set<String> virtualBuses, boolean configures) {
    public DeclaredServer {
        virtualBuses = Set.copyOf(virtualBuses);
    }

    /** As a tunnel of one of its buses. */
    TunnelSpec tunnel(String bus, TunnelKind kind) {
        return new TunnelSpec(tunnelName(bus), bus, kind);
    }

    /** What the server's tunnel on a bus is called. */
    public String tunnelName(String bus) {
        return bus + " " + spec.name();
    }
}
