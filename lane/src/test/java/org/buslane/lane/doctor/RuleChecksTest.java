package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.lane.doctor.Surveys.CAN0;
import static org.buslane.lane.doctor.Surveys.CAN1;
import static org.buslane.lane.doctor.Surveys.CAN2;
import static org.buslane.lane.doctor.Surveys.LANE;
import static org.buslane.lane.doctor.Surveys.lane;
import static org.buslane.lane.doctor.Surveys.laneEnd;
import static org.buslane.lane.doctor.Surveys.rule;
import static org.buslane.lane.doctor.Surveys.seen;

import org.junit.jupiter.api.Test;

class RuleChecksTest {
    private static Surveys machine() {
        return new Surveys();
    }

    @Test
    void equalRulesAreToldOnceWithTheirNumber() {
        assertThat(machine()
                        .both(CAN0, CAN1, "e")
                        .both(CAN0, CAN1, "e")
                        .rules(rule(CAN0, CAN1, "e"))
                        .findings())
                .extracting(finding -> finding.check().id() + " " + finding.what())
                .containsExactlyInAnyOrder("duplicate-rule is there 3 times", "duplicate-rule is there 2 times");
    }

    @Test
    void rulesThatDifferInAnythingAreNotEqual() {
        assertThat(machine()
                        .rules(rule(CAN0, CAN1, "e", 1, 0xC00007FF), rule(CAN0, CAN1, "e", 2, 0xC00007FF))
                        .rules(rule(CAN0, CAN1, "eX", 1, 0xC00007FF), rule(CAN0, CAN1, "X", 2, 0xC00007FF))
                        .found())
                .isEmpty();
    }

    @Test
    void rulesForTheSameFramesOverlap() {
        assertThat(machine()
                        .rules(rule(CAN0, CAN1, "e"), rule(CAN0, CAN1, "e", 0x123, 0x7FF), rule(CAN0, CAN1, "eX"))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(Check.OVERLAPPING_RULES);
                    assertThat(finding.what()).isEqualTo("is for frames that rule -s 3 -d 4 -f 123:7FF is for, too");
                });
    }

    @Test
    void rulesBetweenOthersDoNotOverlap() {
        assertThat(machine()
                        .both(CAN0, CAN1, "")
                        .both(CAN0, CAN2, "")
                        .both(CAN1, CAN2, "")
                        .found())
                .isEmpty();
    }

    @Test
    void aKindThatStaysBehindIsTold() {
        assertThat(machine().rules(rule(CAN0, CAN1, "e")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(Check.ONE_KIND_ONLY);
                    assertThat(finding.what()).endsWith("for CAN FD, which both interfaces carry");
                    assertThat(finding.cure()).isEqualTo("sudo buslane gw add -s 3 -d 4 -f 000:0 -X");
                });
        assertThat(machine().rules(rule(CAN0, CAN1, "eX")).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.cure()).isEqualTo("sudo buslane gw add -s 3 -d 4 -f 000:0"));
        assertThat(machine()
                        .with(Surveys.narrow(CAN1))
                        .rules(rule(CAN0, CAN1, "e"))
                        .found())
                .as("where there is no CAN FD")
                .isEmpty();
    }

    @Test
    void framesOfCanFdForAClassicInterfaceAreLost() {
        assertThat(machine().with(Surveys.narrow(CAN1)).both(CAN0, CAN1, "e").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(Check.RULE_MTU);
                    assertThat(finding.cure()).isEqualTo("sudo buslane bus up can1 --fd on");
                });
    }

    @Test
    void whatATargetDidNotTakeIsTold() {
        assertThat(machine()
                        .rules(rule(CAN0, CAN1, "eX"))
                        .counted(seen(rule(CAN0, CAN1, "e"), 4, 0))
                        .findings())
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("could not give frames to can1: 4");
    }

    @Test
    void aRuleThatHearsAnothersEchoIsAChain() {
        assertThat(machine().both(CAN0, CAN1, "e").both(CAN1, CAN2, "").found())
                .containsExactly("chained-rules rule -s 3 -d 4 -X -f 000:0", "chained-rules rule -s 3 -d 4 -f 000:0");
        assertThat(machine().both(CAN0, CAN1, "").both(CAN1, CAN2, "").found())
                .as("nothing is echoed")
                .isEmpty();
        assertThat(machine()
                        .gateway(1)
                        .both(CAN0, CAN1, "e")
                        .both(CAN1, CAN2, "")
                        .found())
                .as("one hop is all")
                .containsExactly("one-hop can-gw");
        assertThat(machine()
                        .rules(
                                rule(CAN0, CAN1, "e").withHops(1),
                                rule(CAN0, CAN1, "eX").withHops(1))
                        .both(CAN1, CAN2, "")
                        .found())
                .as("the first is limited")
                .isEmpty();
    }

    @Test
    void filtersThatShareNothingChainNothing() {
        assertThat(machine()
                        .rules(rule(CAN0, CAN1, "e", 1, 0x7FF), rule(CAN0, CAN1, "eX", 1, 0x7FF))
                        .rules(rule(CAN1, CAN2, "", 2, 0x7FF), rule(CAN1, CAN2, "X", 2, 0x7FF))
                        .found())
                .isEmpty();
    }

    /** can-gw keeps a frame from the interface it came in by, unless a rule says -i. */
    @Test
    void thereAndBackIsACycleOnlyIfFramesMayGoBack() {
        assertThat(machine().both(CAN0, CAN1, "e").both(CAN1, CAN0, "e").found())
                .isEmpty();
        assertThat(machine().both(CAN0, CAN1, "e").both(CAN1, CAN0, "ei").found())
                .containsExactly("rule-cycle rule -s 4 -d 3 -X -f 000:0", "rule-cycle rule -s 4 -d 3 -f 000:0");
    }

    @Test
    void framesThatEndedAtTheLimitAreToldUnlessTheyWereOnTheirWayBack() {
        SeenRule ended = seen(rule(CAN1, CAN2, "", 0x123, 0xC00007FF), 0, 9);
        Surveys machine =
                machine().rules(rule(CAN1, CAN2, "X", 0x123, 0xC00007FF)).counted(ended);
        assertThat(machine.findings())
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("ended frames at max_hops=2: 9");
        assertThat(machine.both(CAN2, CAN1, "e").found()).isEmpty();
    }

    @Test
    void aMeshEndsEchoesByDesign() {
        assertThat(machine()
                        .gateway(1)
                        .lane(lane(laneEnd(72)))
                        .counted(seen(rule(CAN0, LANE, ""), 0, 9))
                        .found())
                .containsExactly("one-hop can-gw");
    }

    @Test
    void lanesRulesAreTheirOwnConcern() {
        assertThat(machine()
                        .lane(lane(laneEnd(16)))
                        .both(LANE, CAN0, "ei")
                        .both(CAN0, LANE, "")
                        .found())
                .containsExactly("lane-mtu bl00000001");
    }
}
