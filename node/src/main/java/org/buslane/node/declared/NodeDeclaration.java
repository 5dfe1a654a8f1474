package org.buslane.node.declared;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.socketcand.DeclaredServer;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.virtual.VirtualConfig;

/**
 * All that a node's configuration declares.
 *
 * @param virtual the gateway's part: empty of buses if there is none
 * @param buses of the kernel's, for the agent
 * @param lanes on these and other interfaces of the kernel's, for the agent
 * @param rules between interfaces of the kernel's, for the agent
 * @param metrics where the gateway answers Prometheus
 * @param tunnels the gateway's, of virtual buses and of the kernel's
 * @param servers the gateway's, each of which is a tunnel of several buses
 */
public record NodeDeclaration(
        VirtualConfig virtual,
        List<DeclaredBus> buses,
        List<DeclaredLane> lanes,
        GatewayDeclarations rules,
        AtEnd atEnd,
        Optional<InetSocketAddress> metrics,
        List<TunnelSpec> tunnels,
        List<DeclaredServer> servers) {
    /** Nothing at all. */
    public static final NodeDeclaration NONE = new NodeDeclaration(
            new VirtualConfig(List.of(), List.of()),
            List.of(),
            List.of(),
            GatewayDeclarations.NONE,
            AtEnd.KEEP,
            Optional.empty(),
            List.of(),
            List.of());

    public NodeDeclaration {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        tunnels = List.copyOf(tunnels);
        servers = List.copyOf(servers);
    }

    /** Without tunnels. */
    public NodeDeclaration(
            VirtualConfig virtual,
            List<DeclaredBus> buses,
            List<DeclaredLane> lanes,
            GatewayDeclarations rules,
            AtEnd atEnd,
            Optional<InetSocketAddress> metrics) {
        this(virtual, buses, lanes, rules, atEnd, metrics, List.of(), List.of());
    }

    /** Virtual buses alone. */
    public static NodeDeclaration of(VirtualConfig virtual) {
        return new NodeDeclaration(
                virtual, List.of(), List.of(), GatewayDeclarations.NONE, AtEnd.KEEP, Optional.empty());
    }
}
