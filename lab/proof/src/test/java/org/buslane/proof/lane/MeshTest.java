package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.Wiring;
import org.buslane.node.lanes.LaneExplanation;
import org.buslane.node.lanes.LaneReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes where can-gw was loaded with max_hops=1 and is somebody else's too: what goes to the bus comes to no other lane. */
@OnKernels({"6.1", "6.12"})
class MeshTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LAST = "000#FF";

    private final Machine machine = Machine.withOneHop();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
    }

    private static List<String> received(Candump dump) {
        List<String> frames = new ArrayList<>(dump.awaitFrame("can0 " + LAST, SOON));
        frames.removeLast();
        return frames.stream().map(frame -> frame.substring("can0 ".length())).toList();
    }

    @Test
    void aMeshIsSaidAndDelivers() {
        Namespace a = machine.container();
        Namespace b = machine.container();
        Namespace c = machine.container();
        LaneReport first = machine.attach(a, "allr", "allr");
        assertThat(first.wiring()).isEqualTo(Wiring.MESH);
        assertThat(first.notes()).anyMatch(note -> note.contains("max_hops=1"));
        machine.attach(b, "100-1FFr,000", "allr");
        machine.attach(c, "allr", "200-2FF");
        try (Candump host = machine.buses().dump("can0");
                Candump inA = Machine.dump(a);
                Candump inB = Machine.dump(b);
                Candump inC = Machine.dump(c)) {
            Machine.send(a, "123#A1", "123##1A2", "223#A3");
            Machine.send(b, "123#R", "00000123#B2");
            Machine.send(c, "223#C1", "123#C2");
            machine.buses().send("can0", "1FF#D1", LAST);
            assertThat(received(host))
                    .containsExactly("123#A1", "123##5A2", "223#A3", "123#R", "00000123#B2", "223#C1", "1FF#D1");
            assertThat(received(inA))
                    .containsExactly("123#A1", "123##5A2", "223#A3", "123#R", "00000123#B2", "223#C1", "1FF#D1");
            assertThat(received(inB)).containsExactly("123#A1", "123##5A2", "123#R", "00000123#B2", "1FF#D1");
            assertThat(received(inC))
                    .containsExactly(
                            "123#A1", "123##5A2", "223#A3", "123#R", "00000123#B2", "223#C1", "123#C2", "1FF#D1");
        }
    }

    /** The rules to the other lanes are not those to the bus, of which explain speaks. */
    @Test
    void whatIsExplainedIsTheWayToTheBusAndBack() {
        LaneReport lane = machine.attach(machine.container(), "100-1FFr,000", "allr");
        machine.attach(machine.container(), "all", "all");
        machine.attach(machine.container(), "all", "all");
        for (int id : new int[] {0x123, 0x234}) {
            for (boolean fd : new boolean[] {true, false}) {
                assertThat(machine.desk().explain(lane.lane(), new LaneExplanation.Question(id, fd)))
                        .hasSize(2)
                        .allSatisfy(each -> assertThat(each.isKept())
                                .as(each.lines().toString())
                                .isTrue());
            }
        }
    }

    @Test
    void aLaneThatGoesTakesItsRulesToTheOthersWithIt() {
        Namespace a = machine.container();
        Namespace b = machine.container();
        machine.attach(a, "all", "all");
        int alone = machine.buses().rules().size();
        machine.attach(b, "all", "all");
        assertThat(machine.buses().rules()).hasSize(2 * alone + 4);
        assertThat(machine.attach(a, "all", "all").steps()).isEmpty();
        machine.detach(b);
        assertThat(machine.buses().rules()).hasSize(alone);
        assertThat(machine.attach(a, "all", "all").steps()).isEmpty();
    }

    @Test
    void whatIsWrittenIsCountedOnce() {
        Namespace a = machine.container();
        machine.attach(a, "none", "all");
        machine.attach(machine.container(), "all", "none");
        try (Candump host = machine.buses().dump("can0")) {
            Machine.send(a, "123#01", "124#02");
            machine.buses().send("can0", LAST);
            assertThat(received(host)).hasSize(2);
        }
        assertThat(machine.desk().lanes())
                .filteredOn(lane -> lane.sent() > 0)
                .singleElement()
                .satisfies(
                        lane -> assertThat(List.of(lane.sent(), lane.written())).containsOnly(2L));
    }

    /** What lanes send each other goes by rules of its own, which are not those that are asked about. */
    @Test
    void explainingLooksAtTheRulesOfTheBusAlone() {
        Namespace a = machine.container();
        LaneReport lane = machine.attach(a, "100-1FF", "200");
        machine.attach(machine.container(), "all", "all");
        for (String id : List.of("123", "200", "300")) {
            assertThat(machine.desk().explain(lane.lane(), LaneExplanation.Question.of(id, false, false, false)))
                    .hasSize(2)
                    .allMatch(LaneExplanation::isKept);
        }
    }
}
