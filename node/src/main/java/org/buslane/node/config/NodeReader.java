package org.buslane.node.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.virtual.LaneSpec;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.VirtualConfig;

/**
 * Makes what a node declares of a YAML document, section by section; an example of all of it is
 * {@code docs/examples/node.yaml}.
 */
final class NodeReader {
    private static final String BUSES = "buses";
    private static final String LANES = "lanes";
    private static final String TUNNELS = "tunnels";
    private static final String RULES = "gateway";
    private static final String AGENT = "agent";
    private static final String METRICS = "metrics";
    private static final List<String> TOP = List.of(BUSES, LANES, TUNNELS, RULES, AGENT, METRICS);

    private NodeReader() {}

    static NodeDeclaration read(YamlValue document) {
        YamlSection top = document.section(TOP);
        Buses buses = top.get(BUSES).map(BusReader::read).orElse(Buses.NONE);
        Lanes lanes =
                top.get(LANES).map(list -> new LaneReader(buses).read(list)).orElse(Lanes.NONE);
        TunnelReader.Read tunnels =
                top.get(TUNNELS).map(list -> TunnelReader.read(list, buses)).orElse(TunnelReader.Read.NONE);
        GatewayDeclarations rules = rules(top);
        AtEnd atEnd = top.get(AGENT).map(AgentReader::atEnd).orElse(AtEnd.KEEP);
        Optional<InetSocketAddress> metrics = top.get(METRICS).map(MetricsReader::address);
        if (buses.areNone()
                && lanes.areNone()
                && tunnels.tunnels().isEmpty()
                && tunnels.servers().isEmpty()
                && rules.rules().isEmpty()) {
            throw top.get(BUSES)
                    .map(list ->
                            list.mistake("is empty, and nothing else is declared; a bus such as can0 is the least"))
                    .orElseGet(() -> document.mistake("declares no bus, no lane, no tunnel and no rule of can-gw"));
        }
        VirtualConfig virtual = document.checked(() -> new VirtualConfig(
                List.copyOf(buses.virtual().values()), withLocalLane(buses, lanes.virtual()), buses.residents()));
        return new NodeDeclaration(
                virtual,
                List.copyOf(buses.kernel().values()),
                lanes.kernel(),
                rules,
                atEnd,
                metrics,
                tunnels.tunnels(),
                tunnels.servers());
    }

    /** The rules of can-gw alone, of a document of which nothing else is looked at. */
    static GatewayDeclarations readRules(YamlValue document) {
        return rules(document.section(TOP));
    }

    private static GatewayDeclarations rules(YamlSection top) {
        return top.get(RULES).map(GatewayRulesReader::read).orElse(GatewayDeclarations.NONE);
    }

    /** Adds the lane to all buses that reads and writes everything, unless one of that name is declared. */
    private static List<LaneSpec> withLocalLane(Buses buses, List<LaneSpec> declared) {
        boolean isDeclared = declared.stream().anyMatch(lane -> lane.name().equals(GatewayConfig.LOCAL));
        if (isDeclared || buses.virtual().isEmpty()) {
            return declared;
        }
        List<LaneSpec> lanes = new ArrayList<>(declared);
        lanes.addFirst(new LaneSpec(
                GatewayConfig.LOCAL,
                buses.virtual().keySet().stream()
                        .map(bus -> new LinkSpec(bus, bus, Policy.everything()))
                        .toList(),
                LaneSpec.EVERYBODY));
        return lanes;
    }
}
