package org.buslane.node.gateway;

import java.util.ArrayList;
import java.util.List;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.tunnels.TunnelResidentKind;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.VirtualConfig;

/**
 * The tunnels that are declared, each with the thread of its bus: a name means the virtual bus that is declared, else the
 * kernel's interface.
 *
 * @param virtual the virtual buses, with the tunnels on them among their residents
 * @param kernel the others
 */
record GatewayTunnels(VirtualConfig virtual, List<TunnelSpec> kernel) {
    /** @param ofServers those of the servers that are declared, which run or can be talked about */
    static GatewayTunnels of(NodeDeclaration declared, List<TunnelSpec> ofServers) {
        VirtualConfig virtual = declared.virtual();
        List<ResidentSpec> residents = new ArrayList<>(virtual.residents());
        List<TunnelSpec> kernel = new ArrayList<>();
        List<TunnelSpec> tunnels = new ArrayList<>(declared.tunnels());
        tunnels.addAll(ofServers);
        for (TunnelSpec tunnel : tunnels) {
            if (virtual.buses().stream().anyMatch(bus -> bus.name().equals(tunnel.bus()))) {
                residents.add(TunnelResidentKind.on(tunnel));
            } else {
                kernel.add(tunnel);
            }
        }
        return new GatewayTunnels(new VirtualConfig(virtual.buses(), virtual.lanes(), residents), List.copyOf(kernel));
    }
}
