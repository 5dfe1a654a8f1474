package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.slcan.SlcanSpec;
import org.buslane.node.NodeException;
import org.buslane.node.gatewayrules.NamedRule;
import org.buslane.virtual.BusKind;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.LaneSpec;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.VirtualChange;
import org.buslane.virtual.VirtualConfig;
import org.buslane.virtual.adapter.AdapterKind;
import org.buslane.virtual.ecu.EcuKind;
import org.buslane.virtual.ecu.SeatSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
    private static final LaneSpec LOCAL_CAN0 = local(new LinkSpec("can0", "can0", Policy.everything()));

    @TempDir
    private Path folder;

    @Test
    void aBusMayBeJustAName() {
        assertThat(parse("buses: [can0]"))
                .isEqualTo(new VirtualConfig(List.of(new BusSpec("can0", BusKind.FD)), List.of(LOCAL_CAN0)));
    }

    @Test
    void theLocalLaneReadsAndWritesEverythingOnEveryBus() {
        VirtualConfig config = parse("""
                        buses:
                          - {name: can0, kind: classic}
                          - {name: can1, kind: xl}
                        """);

        assertThat(config.buses())
                .containsExactly(new BusSpec("can0", BusKind.CLASSIC), new BusSpec("can1", BusKind.XL));
        assertThat(config.lanes())
                .containsExactly(local(
                        new LinkSpec("can0", "can0", Policy.everything()),
                        new LinkSpec("can1", "can1", Policy.everything())));
    }

    @Test
    void whoIsSimulatedOnABusLivesThere() {
        VirtualConfig config = parse("buses: [{name: can0, ecus: [seat]}, {name: can1, ecus: []}]");

        assertThat(config.residents()).containsExactly(new ResidentSpec("seat", "can0", new EcuKind(SeatSpec.USUAL)));
    }

    @Test
    void cansimIsABusWithASeatAsTheEnvironmentSays() {
        VirtualConfig config = GatewayConfig.cansim(Map.of("SAE_POS", "30", "SAE_DELAY", "20"));

        assertThat(config.lanes()).containsExactly(LOCAL_CAN0);
        assertThat(config.residents())
                .containsExactly(new ResidentSpec(
                        "seat", "can0", new EcuKind(new SeatSpec(OptionalInt.of(30), 1, 20, true, false))));
    }

    @Test
    void anInterfaceThatSaysNothingReadsDataAndWritesNone() {
        VirtualConfig config = parse("""
                        buses: [can0, can1]
                        lanes:
                          - name: ecu
                            interfaces: [can0, {name: sensors, bus: can1}]
                        """);

        assertThat(config.lanes().getLast())
                .isEqualTo(new LaneSpec(
                        "ecu",
                        List.of(
                                new LinkSpec("can0", "can0", Policy.readOnly()),
                                new LinkSpec("sensors", "can1", Policy.readOnly())),
                        0666));
    }

    @Test
    void rulesAreOneTextOrAList() {
        VirtualConfig config = parse("""
                        buses: [can0]
                        lanes:
                          - name: ecu
                            mode: 0600
                            interfaces:
                              - bus: can0
                                read: 100-1FF, 300
                                write: [123, 1E3, 200/7F0@50/s]
                                error-frames: true
                        """);

        assertThat(config.lanes().getLast())
                .isEqualTo(new LaneSpec(
                        "ecu",
                        List.of(new LinkSpec(
                                "can0",
                                "can0",
                                new Policy(RuleSet.parse("100-1FF,300"), RuleSet.parse("123,1E3,200/7F0@50/s"), true))),
                        0600));
    }

    @Test
    void aDeclaredLocalLaneIsTheLocalLane() {
        VirtualConfig config =
                parse("{buses: [can0], lanes: [{name: local, interfaces: [{name: vcan7, bus: can0, read: none}]}]}");

        assertThat(config.lanes())
                .containsExactly(local(new LinkSpec("vcan7", "can0", new Policy(RuleSet.NONE, RuleSet.NONE, false))));
    }

    @Test
    void rulesOfCanGwAreInItsWordsOrSections() {
        String text = """
                        gateway:
                          - -s can0 -d can1 -e -f 123:C00007FF
                          - {from: can1, to: can0, fd: true, back-to-origin: true, hops: 1, filter: 7E8~7FF}
                          - from: can1
                            to: can0
                            echo: false
                            modify: ["SET:IL:333.4.1122334455667788", "AND:D:7FF.8.FFFFFFFFFFFFFF00"]
                            xor: 0:6:7:FF
                        """;

        assertThat(GatewayConfig.parseRules("buslane.yaml", text).rules())
                .containsExactly(
                        NamedRule.parse("-s can0 -d can1 -e -f 123:C00007FF"),
                        NamedRule.parse("-s can1 -d can0 -X -i -l 1 -f 7E8~7FF"),
                        NamedRule.parse("-s can1 -d can0 -m SET:IL:333.4.1122334455667788"
                                + " -m AND:D:7FF.8.FFFFFFFFFFFFFF00 -x 0:6:7:FF"));
        assertThat(parse("buses: [can0]\n" + text).buses()).hasSize(1);
        assertThat(GatewayConfig.parseRules("buslane.yaml", "buses: [can0]").rules())
                .isEmpty();
    }

    @Test
    void withoutAFileThereIsOneBusCan0() {
        assertThat(GatewayConfig.embedded(folder))
                .isEqualTo(new VirtualConfig(List.of(new BusSpec("can0", BusKind.FD)), List.of(LOCAL_CAN0)));
    }

    @Test
    void whereTheKernelHasACan0TheDefaultBusIsAnother() throws IOException {
        Files.createDirectories(folder.resolve("class/net/can0"));

        assertThat(GatewayConfig.embedded(folder).buses()).containsExactly(new BusSpec("vbus0", BusKind.FD));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> GatewayConfig.read(folder.resolve("none.yaml")))
                .isInstanceOf(NodeException.class)
                .hasMessage("there is no file " + folder.resolve("none.yaml"));
        assertThatThrownBy(() -> GatewayConfig.read(binary))
                .isInstanceOf(NodeException.class)
                .hasMessage(binary + " is no text in UTF-8");
        assertThatThrownBy(() -> GatewayConfig.read(folder))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(folder + " cannot be read");
    }

    private static VirtualConfig parse(String text) {
        return GatewayConfig.parse("buslane.yaml", text);
    }

    private static LaneSpec local(LinkSpec... links) {
        return new LaneSpec("local", List.of(links), LaneSpec.EVERYBODY);
    }

    @Test
    void aBusMayGoThroughAnAdapter() {
        VirtualConfig config = parse("""
                buses:
                  - {name: can0, adapter: "slcan:/dev/ttyACM0@500k"}
                  - name: can1
                    adapter: slcan:tcp:192.168.1.7:3333@500k,data=2M
                  - {name: can2, kind: fd, adapter: "slcan:/dev/ttyACM1@500k"}
                """);
        assertThat(config.buses())
                .containsExactly(
                        new BusSpec("can0", BusKind.CLASSIC),
                        new BusSpec("can1", BusKind.FD),
                        new BusSpec("can2", BusKind.FD));
        assertThat(config.residents())
                .containsExactly(
                        AdapterKind.on("can0", SlcanSpec.parse("slcan:/dev/ttyACM0@500k")),
                        AdapterKind.on("can1", SlcanSpec.parse("slcan:tcp:192.168.1.7:3333@500k,data=2M")),
                        AdapterKind.on("can2", SlcanSpec.parse("slcan:/dev/ttyACM1@500k")));
    }

    @Test
    void anotherBitRateIsAnotherAdapterOnTheSameBus() {
        VirtualConfig slow = parse("buses: [{name: can0, adapter: 'slcan:/dev/ttyACM0@500k'}]");
        VirtualConfig fast = parse("buses: [{name: can0, adapter: 'slcan:/dev/ttyACM0@1M'}]");
        assertThat(VirtualChange.between(slow, slow).isEmpty()).isTrue();
        assertThat(VirtualChange.between(slow, fast).words())
                .containsExactly("end adapter of can0", "begin adapter of can0 on bus can0: slcan:/dev/ttyACM0@1M");
    }
}
