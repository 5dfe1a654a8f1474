package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buslane.core.policy.Policy;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledAction;
import org.buslane.linux.netlink.Link;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final LaneRequest READER = Scenes.request("all", "none");
    private static final LaneId LANE = LaneId.of("docker:seat", "can0", 0);

    private static Plan plan(LaneRequest request, Scenes.Builder machine) {
        return Planner.plan(request, machine.build());
    }

    private static List<String> words(Plan plan) {
        return plan.steps().stream().map(Step::toString).toList();
    }

    /** The machine after a plan for this request, which was made on {@code machine}. */
    private static Scenes.Builder done(Plan plan, Scenes.Builder machine) {
        LaneTag tag = new LaneTag(Scenes.INSIDE, "can0", "can0", "docker:seat");
        return machine.onHost(Scenes.link(plan.index(), plan.lane().text(), "vxcan", 72, tag.alias()))
                .inside(Scenes.link(plan.index(), "can0", "vxcan", 72, ""))
                .filters(plan)
                .rules(new LaneRules(
                                Scenes.BUS,
                                plan.index(),
                                plan.request().terms(),
                                Covers.of(plan.request().terms().policy()),
                                true)
                        .star());
    }

    @Test
    void aNewLaneIsAPairFromInsideThenWhatCountsThenItsRulesThenUp() {
        Plan plan = plan(READER, Scenes.machine());
        int index = plan.index();
        assertThat(plan.lane()).isEqualTo(LANE);
        assertThat(plan.wiring()).isEqualTo(Wiring.STAR);
        assertThat(words(plan))
                .containsExactly(
                        "create vxcan can0 inside, up, with peer %s here, both with index %d and MTU 72"
                                .formatted(LANE, index),
                        "set alias 'buslane 1 ns=4026532200 bus=can0 name=can0 owner=docker:seat'",
                        "add qdisc clsact to " + LANE,
                        "add tc filter to %s ingress prio 60001 All Pass[%d]".formatted(LANE, index << 12),
                        "add tc filter to %s ingress prio 60002 All Count[%d]".formatted(LANE, index << 12 | 2),
                        "add tc filter to %s ingress prio 60000 All Drop[%d]".formatted(LANE, index << 12 | 1),
                        "add tc filter to %s egress prio 60001 All Pass[%d]".formatted(LANE, index << 12 | 3),
                        "add tc filter to %s egress prio 60000 All Drop[%d]".formatted(LANE, index << 12 | 4),
                        "add tc filter to %s egress prio 1100 IdWord[000:60000000] Pass[%d]"
                                .formatted(LANE, index << 12 | 3),
                        "add qdisc clsact to can0",
                        "add tc filter to can0 egress prio 1 CameFrom[%s] Count[%d]".formatted(LANE, index << 12 | 2),
                        "add can-gw rule -s can0 -d %s -f 000:40000000".formatted(LANE),
                        "add can-gw rule -s can0 -d %s -X -f 000:40000000".formatted(LANE),
                        "set %s up".formatted(LANE));
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void whatIsWrittenIsEchoedByTheBusAndPassesWhateverItsNumberWas() {
        assertThat(words(plan(Scenes.request("none", "123r"), Scenes.machine())))
                .filteredOn(step -> step.contains("rule"))
                .containsExactly(
                        "add can-gw rule -s %s -d can0 -e -i -f 123:800007FF".formatted(LANE),
                        "add can-gw rule -s %s -d can0 -X -e -i -f 123:800007FF".formatted(LANE));
    }

    @Test
    void rulesForReadingComeBeforeThoseForWriting() {
        assertThat(words(plan(Scenes.request("all", "all"), Scenes.machine())))
                .filteredOn(step -> step.contains("rule"))
                .extracting(step -> step.contains("-s can0"))
                .containsExactly(true, true, false, false);
    }

    @Test
    void errorFramesAreARuleOfTheirOwnAndAreNotWritten() {
        LaneRequest all = new LaneRequest("docker:seat", "can0", "can0", new LaneTerms(Policy.everything()));
        assertThat(words(plan(all, Scenes.machine())))
                .filteredOn(step -> step.contains("3FFFFFFF"))
                .containsExactly("add can-gw rule -s can0 -d %s -f 000:3FFFFFFF".formatted(LANE));
    }

    @Test
    void theSameAgainIsNoStep() {
        for (LaneRequest request : List.of(READER, Scenes.request("100-1FF,7E8", "200,18DAF110/1FFFFF00"))) {
            Plan first = plan(request, Scenes.machine());
            assertThat(plan(request, done(first, Scenes.machine())).steps()).isEmpty();
        }
    }

    @Test
    void anotherPolicyChangesWhatIsOtherInIt() {
        Plan first = plan(Scenes.request("all", "100"), Scenes.machine());
        Plan second = plan(Scenes.request("all", "200"), done(first, Scenes.machine()));
        assertThat(second.index()).isEqualTo(first.index());
        assertThat(words(second))
                .containsExactlyInAnyOrder(
                        "add tc filter to %s ingress prio 100 IdWord[200:E00007FF] Pass[%d]"
                                .formatted(LANE, first.index() << 12),
                        "delete tc filter from %s ingress prio 100 IdWord[100:E00007FF] Pass[%d]"
                                .formatted(LANE, first.index() << 12),
                        "delete can-gw rule -s %s -d can0 -e -i -f 100:C00007FF".formatted(LANE),
                        "delete can-gw rule -s %s -d can0 -X -e -i -f 100:C00007FF".formatted(LANE),
                        "add can-gw rule -s %s -d can0 -e -i -f 200:C00007FF".formatted(LANE),
                        "add can-gw rule -s %s -d can0 -X -e -i -f 200:C00007FF".formatted(LANE));
    }

    @Test
    void ofTwoEqualRulesOneGoes() {
        Plan first = plan(READER, Scenes.machine());
        List<GatewayRule> twice = new LaneRules(
                        Scenes.BUS,
                        first.index(),
                        READER.terms(),
                        Covers.of(READER.terms().policy()),
                        true)
                .star();
        Plan second = plan(READER, done(first, Scenes.machine()).rules(twice.subList(0, 1)));
        assertThat(words(second)).containsExactly("delete can-gw rule -s can0 -d %s -f 000:40000000".formatted(LANE));
    }

    @Test
    void whatSomebodySetDownIsSetUp() {
        Plan first = plan(READER, Scenes.machine());
        LaneTag tag = new LaneTag(Scenes.INSIDE, "can0", "can0", "docker:seat");
        Link host = Scenes.link(first.index(), LANE.text(), "vxcan", 72, tag.alias());
        Link inside = Scenes.link(first.index(), "can0", "vxcan", 72, "");
        Scenes.Builder machine = Scenes.machine()
                .onHost(Scenes.down(host))
                .inside(Scenes.down(inside))
                .filters(first)
                .rules(new LaneRules(
                                Scenes.BUS,
                                first.index(),
                                READER.terms(),
                                Covers.of(READER.terms().policy()),
                                true)
                        .star());
        assertThat(words(plan(READER, machine))).containsExactly("set can0 up inside", "set %s up".formatted(LANE));
    }

    @Test
    void withoutFdOnTheBusOrInTheRequestThereAreClassicRulesOnly() {
        Plan classicBus = plan(READER, Scenes.machine().bus(Scenes.link(Scenes.BUS, "can0", "can", 16, "")));
        assertThat(words(classicBus)).noneMatch(step -> step.contains("-X")).anyMatch(step -> step.contains("MTU 16"));
        assertThat(classicBus.notes()).containsExactly("can0 carries no CAN FD, and so can0 neither");
        LaneRequest noFd = new LaneRequest("docker:seat", "can0", "can0", new LaneTerms(Policy.readOnly(), 0, false));
        assertThat(words(plan(noFd, Scenes.machine()))).noneMatch(step -> step.contains("-X"));
    }

    /** The trap: the number of a bus, of either namespace, must not be a lane's. */
    @Test
    void aNumberThatIsTakenInEitherNamespaceIsNotUsed() {
        int first = plan(READER, Scenes.machine()).index();
        assertThat(first).isBetween(LaneIndex.FIRST, LaneIndex.FIRST + LaneIndex.COUNT - 1);
        Plan second = plan(
                READER,
                Scenes.machine()
                        .onHost(Scenes.link(first, "can7", "vcan", 72, ""))
                        .inside(Scenes.link(first + 1, "vcan3", "vcan", 72, "")));
        assertThat(second.index()).isEqualTo(first + 2);
    }

    @Test
    void aNameThatSomebodyElseHasIsNotUsed() {
        Plan plan = plan(READER, Scenes.machine().onHost(Scenes.link(9, LANE.text(), "vcan", 72, "")));
        assertThat(plan.lane()).isNotEqualTo(LANE).isEqualTo(LaneId.of("docker:seat", "can0", 1));
    }

    /** Its other end is there as long as this one is: whoever has it lives, and a pid may be another's by now. */
    @Test
    void aLaneOfTheSameOwnerInAnotherNamespaceIsLeftAlone() {
        LaneTag earlier = new LaneTag(77, "can0", "can0", "docker:seat");
        Plan plan =
                plan(READER, Scenes.machine().onHost(Scenes.link(123456, LANE.text(), "vxcan", 72, earlier.alias())));
        assertThat(plan.lane()).isEqualTo(LaneId.of("docker:seat", "can0", 1));
        assertThat(words(plan)).noneMatch(step -> step.contains("delete"));
    }

    @Test
    void canGwIsLoadedWithTwoHopsOrMadeDoWithOne() {
        Plan loads = plan(READER, Scenes.machine().gateway(new GatewayModule.Loadable()));
        assertThat(words(loads).getFirst()).isEqualTo("modprobe can-gw max_hops=2");
        assertThat(loads.wiring()).isEqualTo(Wiring.STAR);
        Plan mesh = plan(
                Scenes.request("100-1FF", "all"),
                Scenes.machine()
                        .onHost(Scenes.link(
                                200_000, "bl00000001", "vxcan", 72, "buslane 1 ns=5 bus=can0 name=can0 owner=x"))
                        .gateway(new GatewayModule.Loaded(1))
                        .neighbours(new Snapshot.Neighbour(
                                200_000, Scenes.request("200", "180-280").terms())));
        assertThat(mesh.wiring()).isEqualTo(Wiring.MESH);
        assertThat(mesh.notes()).singleElement().asString().contains("max_hops=1");
        assertThat(words(mesh))
                .contains(
                        "add can-gw rule -s bl00000001 -d %s -f 180:C0000780".formatted(LANE),
                        "add can-gw rule -s %s -d bl00000001 -f 200:C00007FF".formatted(LANE))
                .noneMatch(step -> step.contains("-d bl00000001") && step.contains("-e"));
    }

    @Test
    void withoutVxcanOrCanGwTheFramesAreCopied() {
        assertThat(plan(READER, Scenes.machine().withoutVxcan()).wiring()).isEqualTo(Wiring.COPY);
        Plan plan = plan(READER, Scenes.machine().gateway(new GatewayModule.Missing()));
        assertThat(plan.wiring()).isEqualTo(Wiring.COPY);
        assertThat(plan.notes()).singleElement().asString().contains("no can-gw");
    }

    @Test
    void aNumberUnderWhichSomethingStillCountsIsNotUsed() {
        int first = plan(READER, Scenes.machine()).index();
        InstalledAction count = new InstalledAction(
                first << 12 | ActionNumbers.ON_BUS, Optional.empty(), 1, new ActionCounters(7, 0, 0, 0));
        Plan second = plan(
                READER,
                Scenes.machine()
                        .control(new Snapshot.Control(
                                true, Snapshot.Filters.NONE, Snapshot.Filters.NONE, List.of(), List.of(count))));
        assertThat(second.index()).isEqualTo(first + 1);
    }

    @Test
    void aBusThatComesBackIsCountedAtAgain() {
        Plan first = plan(READER, Scenes.machine());
        Snapshot.Control there = done(first, Scenes.machine()).build().host().control();
        Scenes.Builder machine = done(first, Scenes.machine())
                .control(new Snapshot.Control(true, there.lane(), Snapshot.Filters.NONE, List.of(), List.of()));
        assertThat(words(plan(READER, machine)))
                .containsExactly(
                        "add qdisc clsact to can0",
                        "add tc filter to can0 egress prio 1 CameFrom[%s] Count[%d]"
                                .formatted(LANE, first.index() << 12 | ActionNumbers.ON_BUS));
    }

    @Test
    void whereTcCannotCountTheLaneIsThereAndSaysSo() {
        Snapshot.Control none =
                new Snapshot.Control(false, Snapshot.Filters.NONE, Snapshot.Filters.NONE, List.of(), List.of());
        Plan plan = plan(READER, Scenes.machine().control(none));
        assertThat(words(plan)).noneMatch(step -> step.contains("tc") || step.contains("qdisc"));
        assertThat(plan.notes()).singleElement().asString().contains("nothing is counted");
        Snapshot.Filters taken = new Snapshot.Filters(Snapshot.Room.TAKEN, List.of());
        Plan half = plan(
                READER,
                Scenes.machine()
                        .control(new Snapshot.Control(true, Snapshot.Filters.NONE, taken, List.of(), List.of())));
        assertThat(words(half)).noneMatch(step -> step.contains("to can0"));
        assertThat(half.notes()).singleElement().asString().contains("can0 has a qdisc ingress");
    }

    @Test
    void rulesOfOthersAreSaidToBeThere() {
        Plan plan = plan(READER, Scenes.machine().rules(List.of(GatewayRule.of(7, 8, java.util.Set.of()))));
        assertThat(plan.notes()).singleElement().asString().contains("1 can-gw rules that are not Buslane's");
        assertThat(words(plan)).noneMatch(step -> step.contains("delete"));
    }

    @Test
    void whatCannotBeIsASentence() {
        refused(READER, Scenes.machine().inTheHostsNetwork(), "docker:seat has the host's network");
        refused(
                READER,
                Scenes.machine().bus(Scenes.link(3, "can1", "can", 72, "")),
                "there is no bus can0 on this machine; there is can1");
        refused(READER, Scenes.machine().bus(Scenes.link(3, "eth0", "", 1500, "")), "it has no CAN interface");
        refused(READER, Scenes.machine().bus(Scenes.link(3, "can0", "", 1500, "")), "can0 is no CAN interface");
        refused(
                READER,
                Scenes.machine().inside(Scenes.link(5, "can0", "vcan", 72, "")),
                "docker:seat has an interface can0 already, a vcan that Buslane did not make");
        String many =
                IntStream.range(0, 600).mapToObj(i -> "%03X".formatted(i * 3)).collect(Collectors.joining(","));
        refused(Scenes.request(many, "none"), Scenes.machine(), "at most 512 are possible");
    }

    private static void refused(LaneRequest request, Scenes.Builder machine, String sentence) {
        assertThatThrownBy(() -> plan(request, machine))
                .isInstanceOf(LaneException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        for (String name : Arrays.asList("", "..", "a b", "sixteen-letters-", "can/0")) {
            assertThatThrownBy(() -> new LaneRequest("x", "can0", name, READER.terms()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no interface's name");
        }
    }

    @Test
    void stepsAreNotLostOnTheWay() {
        Plan plan = plan(READER, Scenes.machine());
        List<Step> mutable = new ArrayList<>(plan.steps());
        Plan copy = new Plan(plan.request(), plan.lane(), plan.index(), plan.wiring(), mutable, List.of());
        mutable.clear();
        assertThat(copy.steps()).isEqualTo(plan.steps());
    }
}
