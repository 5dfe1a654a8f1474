package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneTerms;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.node.buses.BusWish;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.gatewayrules.NamedRule;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.virtual.BusKind;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.LaneSpec;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.VirtualConfig;
import org.junit.jupiter.api.Test;

/** What a file declares for the agent, beside the gateway's part that {@link GatewayConfigTest} looks at. */
class NodeConfigTest {
    private static final VirtualConfig NO_GATEWAY = new VirtualConfig(List.of(), List.of());
    private static final LaneTerms READ_ONLY = new LaneTerms(Policy.readOnly());

    @Test
    void aFileOfTheGatewaysAloneDeclaresNothingForTheAgent() {
        LinkSpec link = new LinkSpec("can0", "can0", Policy.everything());
        assertThat(parse("buses: [can0]"))
                .isEqualTo(new NodeDeclaration(
                        new VirtualConfig(
                                List.of(new BusSpec("can0", BusKind.FD)),
                                List.of(new LaneSpec("local", List.of(link), LaneSpec.EVERYBODY))),
                        List.of(),
                        List.of(),
                        GatewayDeclarations.NONE,
                        AtEnd.KEEP,
                        Optional.empty()));
    }

    @Test
    void aBusOfTheKernelsOfWhichNothingIsSaidIsJustUp() {
        assertThat(parse("buses: [{name: can0, kind: kernel}]").buses())
                .containsExactly(new DeclaredBus("can0", BusWish.UP));
    }

    @Test
    void aBusOfTheKernelsIsAsItIsWished() {
        NodeDeclaration declared = parse("""
                        buses:
                          - name: can0
                            kind: kernel
                            bitrate: 500k
                            sample-point: 0.875
                            dbitrate: 2M
                            dsample-point: 0.75
                            restart: 100ms
                            queue-length: 1000
                            fd: true
                            listen-only: false
                            loopback: true
                            one-shot: false
                            error-reporting: true
                          - {name: can1, kind: kernel, bitrate: 125000, restart: never}
                        """);

        assertThat(declared.buses())
                .containsExactly(
                        new DeclaredBus(
                                "can0",
                                new BusWish(
                                        Optional.of(new BitTiming(500_000, OptionalInt.of(875))),
                                        Optional.of(new BitTiming(2_000_000, OptionalInt.of(750))),
                                        OptionalInt.of(100),
                                        OptionalInt.of(1000),
                                        Map.of(
                                                CanMode.FD,
                                                true,
                                                CanMode.LISTEN_ONLY,
                                                false,
                                                CanMode.LOOPBACK,
                                                true,
                                                CanMode.ONE_SHOT,
                                                false,
                                                CanMode.BUS_ERROR_REPORTING,
                                                true))),
                        new DeclaredBus(
                                "can1",
                                new BusWish(
                                        Optional.of(BitTiming.of(125_000)),
                                        Optional.empty(),
                                        OptionalInt.of(0),
                                        OptionalInt.empty(),
                                        Map.of())));
    }

    @Test
    void withoutAVirtualBusThereIsNoLaneOfTheGateways() {
        assertThat(parse("{buses: [], lanes: [{container: seat, interfaces: [can0]}]}")
                        .virtual())
                .isEqualTo(NO_GATEWAY);
        assertThat(parse("gateway: [-s can0 -d can1]"))
                .isEqualTo(new NodeDeclaration(
                        NO_GATEWAY,
                        List.of(),
                        List.of(),
                        new GatewayDeclarations(List.of(NamedRule.parse("-s can0 -d can1"))),
                        AtEnd.KEEP,
                        Optional.empty()));
        assertThat(GatewayConfig.parse("f", "buses: [{name: can0, kind: kernel}]"))
                .isEqualTo(NO_GATEWAY);
    }

    @Test
    void aLaneIsForAContainerALabelOrANamespace() {
        assertThat(choice("container: seat-service")).isEqualTo(new Choice.Named("seat-service"));
        assertThat(choice("container: docker:seat")).isEqualTo(new Choice.Named("docker:seat"));
        assertThat(choice("label: org.example.can=body"))
                .isEqualTo(new Choice.Labelled("org.example.can", Optional.of("body")));
        assertThat(choice("label: 'can=the body, = all'"))
                .isEqualTo(new Choice.Labelled("can", Optional.of("the body, = all")));
        assertThat(choice("label: can=")).isEqualTo(new Choice.Labelled("can", Optional.of("")));
        assertThat(choice("label: can")).isEqualTo(new Choice.Labelled("can", Optional.empty()));
        assertThat(choice("netns: /run/netns/blue")).isEqualTo(new Choice.Netns(Path.of("/run/netns/blue")));
    }

    @Test
    void anInterfaceOfALaneMayLeadToABusThatNobodyDeclares() {
        assertThat(parse("lanes: [{container: seat, interfaces: [can0]}]").lanes())
                .containsExactly(new DeclaredLane(new Choice.Named("seat"), "can0", "can0", READ_ONLY));
    }

    @Test
    void eachInterfaceOfALaneIsALaneOfItsOwn() {
        NodeDeclaration declared = parse("""
                        buses: [{name: can1, kind: kernel}, vbus0]
                        lanes:
                          - container: seat
                            interfaces:
                              - can0
                              - name: body
                                bus: can1
                                read: 100-1FF
                                write: [123, "200/7F0@50/s"]
                                error-frames: true
                                rate: 500/s
                                fd: false
                          - {name: ecu, interfaces: [vbus0]}
                          - {label: can, interfaces: [{name: can0, bus: can1, rate: 20}]}
                        """);

        Choice seat = new Choice.Named("seat");
        assertThat(declared.lanes())
                .containsExactly(
                        new DeclaredLane(seat, "can0", "can0", READ_ONLY),
                        new DeclaredLane(
                                seat,
                                "can1",
                                "body",
                                new LaneTerms(
                                        new Policy(RuleSet.parse("100-1FF"), RuleSet.parse("123,200/7F0@50/s"), true),
                                        500,
                                        false)),
                        new DeclaredLane(
                                new Choice.Labelled("can", Optional.empty()),
                                "can1",
                                "can0",
                                new LaneTerms(Policy.readOnly(), 20, true)));
        assertThat(declared.virtual().lanes()).extracting(LaneSpec::name).containsExactly("local", "ecu");
    }

    @Test
    void lanesStayAtTheEndUnlessTheyAreToBeRemoved() {
        assertThat(parse("{buses: [a], agent: {}}").atEnd()).isEqualTo(AtEnd.KEEP);
        assertThat(parse("{buses: [a], agent: {at-end: keep}}").atEnd()).isEqualTo(AtEnd.KEEP);
        assertThat(parse("{buses: [a], agent: {at-end: remove}}").atEnd()).isEqualTo(AtEnd.REMOVE);
    }

    @Test
    void metricsAreOnLoopbackUnlessAnAddressIsSaid() {
        assertThat(metrics("9464")).contains(address("127.0.0.1", 9464));
        assertThat(metrics("127.0.0.1:9464")).contains(address("127.0.0.1", 9464));
        assertThat(metrics("0.0.0.0:1")).contains(address("0.0.0.0", 1));
        assertThat(metrics("'[::1]:65535'")).contains(address("::1", 65_535));
    }

    @Test
    void theExampleOfTheDocumentationDeclaresOneOfEverything() {
        NodeDeclaration declared = GatewayConfig.readNode(Path.of("../docs/examples/node.yaml"));

        assertThat(declared.virtual().buses()).isNotEmpty();
        assertThat(declared.virtual().lanes()).hasSizeGreaterThan(1);
        assertThat(declared.buses()).extracting(DeclaredBus::name).containsExactly("can0", "can1");
        assertThat(declared.lanes())
                .extracting(lane -> lane.choice().getClass().getSimpleName())
                .contains("Named", "Labelled", "Netns");
        assertThat(declared.rules().rules()).isNotEmpty();
        assertThat(declared.tunnels()).extracting(TunnelSpec::bus).containsExactly("vbus0", "can0", "can1");
        assertThat(declared.servers()).hasSize(1);
        assertThat(declared.metrics()).contains(address("127.0.0.1", 9464));
    }

    private static NodeDeclaration parse(String text) {
        return GatewayConfig.parseNode("node.yaml", text);
    }

    private static Choice choice(String key) {
        return parse("lanes: [{%s, interfaces: [can0]}]".formatted(key))
                .lanes()
                .getFirst()
                .choice();
    }

    private static Optional<InetSocketAddress> metrics(String place) {
        return parse("{buses: [a], metrics: %s}".formatted(place)).metrics();
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
