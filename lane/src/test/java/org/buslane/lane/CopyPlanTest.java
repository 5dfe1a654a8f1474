package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.linux.netlink.Link;
import org.junit.jupiter.api.Test;

/** Plans for kernels that have no vxcan, or no can-gw. */
class CopyPlanTest {
    private static final LaneRequest REQUEST = Scenes.request("all", "100");
    private static final LaneTag TAG = new LaneTag(Scenes.INSIDE, "can0", "can0", "docker:seat");

    private static Plan plan(Scenes.Builder machine) {
        return Planner.plan(REQUEST, machine.build());
    }

    private static List<String> words(Plan plan) {
        return plan.steps().stream().map(Step::toString).toList();
    }

    private static Scenes.Builder without() {
        return Scenes.machine().withoutVxcan();
    }

    private static Link vcan(String alias) {
        return Scenes.link(123_456, "can0", "vcan", 72, alias);
    }

    @Test
    void aNewLaneIsAVcanInsideAndNothingOnTheHost() {
        Plan plan = plan(without());
        assertThat(plan.wiring()).isEqualTo(Wiring.COPY);
        assertThat(words(plan))
                .containsExactly(
                        "create vcan can0 inside, up, with index %d and MTU 72".formatted(plan.index()),
                        "set alias 'buslane 1 ns=4026532200 bus=can0 name=can0 owner=docker:seat' inside");
        assertThat(plan.notes()).containsExactly("the kernel has no vxcan: a process of Buslane's copies the frames");
        assertThat(CopyOrder.of(plan, without().build()))
                .isEqualTo(new CopyOrder(plan.lane(), Scenes.BUS, plan.index(), Scenes.INSIDE, REQUEST.terms()));
    }

    @Test
    void canGwIsNotLoadedForIt() {
        assertThat(words(plan(without().gateway(new GatewayModule.Loadable()))))
                .noneMatch(step -> step.contains("modprobe"));
    }

    @Test
    void itsNumberIsFreeInBothNamespaces() {
        int first = plan(without()).index();
        assertThat(first).isGreaterThanOrEqualTo(LaneIndex.FIRST);
        Plan second = plan(without()
                .onHost(Scenes.link(first, "can7", "vcan", 72, ""))
                .inside(Scenes.link(first + 1, "vcan3", "vcan", 72, "")));
        assertThat(second.index()).isEqualTo(first + 2);
    }

    @Test
    void aBusWithoutFdHasAClassicLane() {
        Plan plan = plan(without().bus(Scenes.link(Scenes.BUS, "can0", "can", 16, "")));
        assertThat(words(plan)).anyMatch(step -> step.contains("MTU 16"));
    }

    @Test
    void whatIsThereAlreadyIsAdopted() {
        Plan plan = plan(without().inside(vcan(TAG.alias())));
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.index()).isEqualTo(123_456);
        LaneTag otherBus = new LaneTag(Scenes.INSIDE, "can1", "can0", "docker:seat");
        assertThat(words(plan(without().inside(Scenes.down(vcan(otherBus.alias()))))))
                .containsExactly("set alias '%s' inside".formatted(TAG.alias()), "set can0 up inside");
    }

    @Test
    void itStaysWhenTheKernelHasWhatItLacked() {
        Plan plan = plan(Scenes.machine().inside(vcan(TAG.alias())));
        assertThat(plan.wiring()).isEqualTo(Wiring.COPY);
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("detached and attached anew");
    }

    @Test
    void whatCannotBeIsASentence() {
        refused(
                without().inside(vcan("")),
                "docker:seat has an interface can0 already, a vcan that Buslane did not make");
        LaneTag elsewhere = new LaneTag(77, "can0", "can0", "docker:seat");
        refused(without().inside(vcan(elsewhere.alias())), "a vcan that Buslane did not make");
        refused(
                without().withoutVcan(),
                "the kernel has no vcan either; `buslane up` gives it a lane on a virtual bus instead");
        refused(
                Scenes.machine()
                        .gateway(new GatewayModule.Missing())
                        .onHost(Scenes.link(200_000, "bl00000001", "vxcan", 72, TAG.alias())),
                "bl00000001 of docker:seat is a pair for can-gw, which the kernel has no more");
    }

    private static void refused(Scenes.Builder machine, String sentence) {
        assertThatThrownBy(() -> plan(machine))
                .isInstanceOf(LaneException.class)
                .hasMessageContaining(sentence);
    }
}
