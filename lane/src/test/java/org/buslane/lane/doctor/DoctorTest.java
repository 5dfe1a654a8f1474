package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.lane.doctor.Surveys.CAN0;
import static org.buslane.lane.doctor.Surveys.CAN1;
import static org.buslane.lane.doctor.Surveys.LANE;
import static org.buslane.lane.doctor.Surveys.lane;
import static org.buslane.lane.doctor.Surveys.laneEnd;
import static org.buslane.lane.doctor.Surveys.rule;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.CanState;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static Surveys machine() {
        return new Surveys();
    }

    @Test
    void aHealthyMachineHasNothing() {
        assertThat(machine()
                        .card(CAN0, Surveys.card(Optional.of(500_000), 100, CanState.ERROR_ACTIVE))
                        .lane(lane(laneEnd(72)))
                        .both(CAN0, LANE, "")
                        .both(LANE, CAN0, "ei")
                        .both(CAN0, CAN1, "e")
                        .both(CAN1, CAN0, "e")
                        .found())
                .isEmpty();
    }

    @Test
    void theWorstComesFirstAndSaysWhatWhyAndTheCure() {
        assertThat(machine()
                        .with(Surveys.down(CAN0))
                        .lane(lane(laneEnd(72)))
                        .withoutAgent()
                        .hosted(new HostedContainer("0123456789ab", "python3"))
                        .found())
                .containsExactly("bus-down can0", "host-network 0123456789ab", "no-agent the agent");
        Finding finding = machine()
                .with(Surveys.down(CAN0))
                .lane(lane(laneEnd(72)))
                .findings()
                .getFirst();
        assertThat(finding.what()).isEqualTo("is down, and lanes lead to it: 1");
        assertThat(finding.check().why()).isEqualTo("No frame goes through until it is up.");
        assertThat(finding.cure()).isEqualTo("sudo buslane bus up can0");
    }

    @Test
    void anObjectWithCharactersOfPatternsIsNamedAsItIs() {
        assertThat(Check.DUPLICATE_RULE.finding("-s a$1 -d \\b", "").cure())
                .isEqualTo("sudo buslane gw delete -s a$1 -d \\b");
    }

    @Test
    void everyCheckHasAnIdOfItsOwnInKebabCase() {
        assertThat(Arrays.stream(Check.values()).map(Check::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void modulesThatAreMissingAreTold() {
        assertThat(machine().missing("can-raw", "vxcan", "can-gw", "act_police").found())
                .containsExactly(
                        "no-can-raw can-raw", "no-vxcan vxcan", "no-can-gw can-gw", "no-traffic-control act_police");
    }

    @Test
    void oneHopMattersToLanesAndToRulesBehindOthers() {
        assertThat(machine().gateway(1).found()).isEmpty();
        assertThat(machine()
                        .gateway(1)
                        .both(CAN0, CAN1, "e")
                        .both(CAN1, CAN0, "e")
                        .found())
                .as("there and back")
                .isEmpty();
        assertThat(machine()
                        .gateway(1)
                        .both(CAN0, CAN1, "e")
                        .both(CAN1, Surveys.CAN2, "e")
                        .found())
                .containsExactly("one-hop can-gw");
        assertThat(machine().gateway(1).lane(lane(laneEnd(72))).found()).containsExactly("one-hop can-gw");
    }

    @Test
    void aContainerInTheMachinesNetworkIsTold() {
        assertThat(machine()
                        .hosted(new HostedContainer("0123456789ab", "python3"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.cure())
                        .isEqualTo("start it without the host's network, then: sudo buslane attach 0123456789ab"));
    }

    @Test
    void aVxcanThatClaimsToEchoDoesNot() {
        assertThat(machine()
                        .with(Surveys.pair(9, 2, OptionalInt.of(0), true))
                        .with(Surveys.pair(8, 2, OptionalInt.of(0), false))
                        .found())
                .containsExactly("vxcan-without-echo vx9");
    }

    @Test
    void aRuleToTheNumberThatTheOtherEndHasInItsNamespaceLosesFrames() {
        Surveys machine = machine().with(Surveys.pair(9, CAN0, OptionalInt.of(0), false));
        assertThat(machine.both(9, CAN0, "ei").both(9, CAN1, "e").found()).isEmpty();
        assertThat(machine.rules(rule(9, CAN0, "e", 0x123, 0xC00007FF)).found())
                .contains("ifindex-collision rule -s 9 -d 3 -f 123:C00007FF");
    }

    @Test
    void theOtherEndOfAPairInThisNamespaceIsNobodyElse() {
        assertThat(machine()
                        .with(Surveys.pair(9, CAN0, OptionalInt.empty(), false))
                        .both(9, CAN0, "e")
                        .found())
                .isEmpty();
    }
}
