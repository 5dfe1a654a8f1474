package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.config;
import static org.buslane.virtual.GatewayFixture.lane;
import static org.buslane.virtual.GatewayFixture.policy;
import static org.buslane.virtual.GatewayFixture.wideLane;

import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.junit.jupiter.api.Test;

class VirtualChangeTest {
    private static final LaneSpec ECU = lane("ecu", "can0", policy("100-1FF", "none"));

    private static List<String> words(VirtualConfig before, VirtualConfig after) {
        return VirtualChange.between(before, after).words();
    }

    @Test
    void whatIsTheSameIsNoChange() {
        VirtualChange change = VirtualChange.between(config(2, ECU), config(2, ECU));

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.words()).isEmpty();
    }

    @Test
    void theOrderOfDeclarationsIsNoChange() {
        LaneSpec wide = wideLane("wide", 2);
        VirtualConfig turned = new VirtualConfig(
                config(2).buses().reversed(),
                List.of(new LaneSpec("wide", wide.links().reversed(), wide.mode()), ECU));

        assertThat(words(config(2, ECU, wide), turned)).isEmpty();
    }

    @Test
    void whatComesIsToldBeforeWhatGoes() {
        assertThat(words(
                        config(1, ECU),
                        new VirtualConfig(
                                List.of(new BusSpec("body", BusKind.CLASSIC)),
                                List.of(lane("seat", "body", policy("all", "200@50/s"))))))
                .containsExactly(
                        "add bus body (classic)",
                        "add lane seat with can0 (bus body): read all, write 200@50/s",
                        "remove lane ecu",
                        "remove bus can0");
    }

    @Test
    void everythingComesAndEverythingGoes() {
        assertThat(words(VirtualConfig.EMPTY, config(1, wideLane("wide", 1))))
                .containsExactly("add bus can0 (fd)", "add lane wide with can0: read allr, write allr, error frames");
        assertThat(words(config(1, wideLane("wide", 1)), VirtualConfig.EMPTY))
                .containsExactly("remove lane wide", "remove bus can0");
    }

    @Test
    void aLaneSaysEachThingThatIsOther() {
        LaneSpec before = new LaneSpec(
                "ecu",
                List.of(
                        new LaneSpec.LinkSpec("can0", "can0", policy("all", "none")),
                        new LaneSpec.LinkSpec("can1", "can1", Policy.readOnly())),
                0666);
        LaneSpec after = new LaneSpec(
                "ecu",
                List.of(
                        new LaneSpec.LinkSpec(
                                "drive", "can0", new Policy(RuleSet.parse("all"), RuleSet.parse("123"), true)),
                        new LaneSpec.LinkSpec("can1", "can2", Policy.readOnly())),
                0660);

        assertThat(words(config(3, before), config(3, after)))
                .containsExactly(
                        "change the mode of lane ecu from 0666 to 0660",
                        "rename can0 of lane ecu to drive",
                        "let lane ecu on drive write 123 instead of none, pass error frames",
                        "add to lane ecu can1 (bus can2): read all, write none",
                        "remove from lane ecu can1");
    }

    @Test
    void aBusOfAnotherKindStays() {
        VirtualConfig classic = new VirtualConfig(List.of(new BusSpec("can0", BusKind.CLASSIC)), List.of(ECU));

        assertThat(words(config(1, ECU), classic)).containsExactly("change bus can0 from fd to classic");
    }
}
