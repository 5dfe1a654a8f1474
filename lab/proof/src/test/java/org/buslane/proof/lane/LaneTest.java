package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.GatewayRule;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Wiring;
import org.buslane.node.NodeException;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.LaneReport;
import org.buslane.node.lanes.LaneView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes with real frames: candump and cansend are the judges, {@code ip} and {@code cangw} the witnesses. */
@OnKernels({"6.1", "6.12"})
class LaneTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Classic, CAN FD, remote, extended, and the same number as standard and extended id. */
    private static final List<String> FRAMES =
            List.of("123#DEADBEEF", "123##5AB", "123#R", "00000123#01", "18DAF110#0203", "18DAF110#R", "7FF#");

    private static final String LAST = "000#FF";

    private final Machine machine = new Machine();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
        assertThat(Namespace.here().run("ip", "-o", "link")).doesNotContain("bl", "can0");
        assertThat(machine.buses().rules()).isEmpty();
    }

    private static List<String> received(Candump dump) {
        List<String> frames = new ArrayList<>(dump.awaitFrame("can0 " + LAST, SOON));
        frames.removeLast();
        return frames.stream().map(frame -> frame.substring("can0 ".length())).toList();
    }

    @Test
    void everybodyHearsAFrameOnceAndInOrder() {
        Namespace a = machine.container();
        Namespace b = machine.container();
        Namespace c = machine.container();
        for (Namespace each : List.of(a, b, c)) {
            machine.attach(each, "allr", "allr");
        }
        try (Candump host = machine.buses().dump("can0");
                Candump inA = Machine.dump(a);
                Candump inB = Machine.dump(b);
                Candump inC = Machine.dump(c)) {
            List<String> expected = new ArrayList<>();
            for (Namespace each : List.of(a, b, c)) {
                Machine.send(each, FRAMES.toArray(String[]::new));
                expected.addAll(FRAMES);
            }
            machine.buses().send("can0", FRAMES.toArray(String[]::new));
            expected.addAll(FRAMES);
            machine.buses().send("can0", LAST);
            for (Candump each : List.of(host, inA, inB, inC)) {
                assertThat(received(each)).containsExactlyElementsOf(expected);
            }
        }
        assertThat(machine.buses().rules())
                .allSatisfy(rule -> assertThat(rule.deleted() + rule.dropped()).isZero());
    }

    @Test
    void whatIsNotSaidIsReadAndNotWritten() {
        Namespace container = machine.container();
        machine.desk().attach(Machine.request(container, new LaneTerms(Policy.readOnly())));
        try (Candump host = machine.buses().dump("can0");
                Candump inside = Machine.dump(container)) {
            Machine.send(container, "123#01");
            machine.buses().send("can0", "124#02", "124#R", LAST);
            assertThat(received(host)).containsExactly("124#02", "124#R");
            assertThat(received(inside)).containsExactly("123#01", "124#02");
        }
    }

    /** Reference for the trap: a filter of id and 7FF passes the extended id of that number, and the remote frame. */
    @Test
    void aStandardIdIsNeitherTheExtendedOneNorTheRemoteFrameOfThatNumber() {
        Namespace container = machine.container();
        machine.attach(container, "123,000", "123");
        try (Candump host = machine.buses().dump("can0");
                Candump inside = Machine.dump(container)) {
            Machine.send(container, "123#01", "123#R", "00000123#02");
            machine.buses().send("can0", "123#03", "123#R", "00000123#04", LAST);
            assertThat(received(host)).containsExactly("123#01", "123#03", "123#R", "00000123#04");
            assertThat(received(inside)).containsExactly("123#01", "123#R", "00000123#02", "123#03");
        }
    }

    /** Each rule of can-gw receives for itself: of rules that overlap, one alone may. */
    @Test
    void rulesThatOverlapLetAFrameThroughOnce() {
        Namespace container = machine.container();
        machine.attach(container, "100-1FF,180-280,000", "100-1FF,120/7F0,123");
        try (Candump host = machine.buses().dump("can0");
                Candump inside = Machine.dump(container)) {
            Machine.send(container, "123#01", "1FF#02");
            machine.buses().send("can0", "1A0#03", "280#04", "281#05", LAST);
            assertThat(received(host)).containsExactly("123#01", "1FF#02", "1A0#03", "280#04", "281#05");
            assertThat(received(inside)).containsExactly("123#01", "1FF#02", "1A0#03", "280#04");
        }
    }

    @Test
    void withoutFdOnlyClassicFramesGoThrough() {
        Namespace container = machine.container();
        machine.attach(container, new LaneTerms(Policy.everything(), 0, false));
        assertThat(container.run("ip", "link", "show", "can0")).contains("mtu 16 ");
        try (Candump inside = Machine.dump(container)) {
            machine.buses().send("can0", "123##101", "124#02", LAST);
            assertThat(received(inside)).containsExactly("124#02");
        }
    }

    @Test
    void errorFramesAreReadOnRequestAndNeverWritten() {
        Namespace with = machine.container();
        Namespace without = machine.container();
        machine.attach(with, new LaneTerms(Policy.everything()));
        machine.attach(without, "all", "all");
        try (Candump host = machine.buses().dump("can0,0:0,#FFFFFFFF");
                Candump inside = Machine.dumpErrors(with);
                Candump outside = Machine.dumpErrors(without)) {
            machine.buses().send("can0", "20000040#0000000000000000");
            Machine.send(with, "20000004#0000000000000000");
            machine.buses().send("can0", LAST);
            assertThat(received(inside)).containsExactly("20000040#0000000000000000", "20000004#0000000000000000");
            assertThat(received(outside)).isEmpty();
            assertThat(received(host)).containsExactly("20000040#0000000000000000");
        }
    }

    /**
     * The trap: can-gw loses a frame without counting it if it first came in, in whichever namespace, by an interface
     * that has the number of the rule's target. So it would go with all that is forwarded inside from such a one.
     */
    @Test
    void aFrameThatCameInByTheBusesOwnNumberElsewhereReachesTheBus() {
        Namespace container = machine.container();
        machine.attach(container, "none", "all");
        String number =
                Namespace.here().run("cat", "/sys/class/net/can0/ifindex").strip();
        container.run("ip", "link", "add", "inner", "index", number, "mtu", "72", "type", "vcan");
        container.run("ip", "link", "set", "inner", "up");
        container.run("cangw", "-A", "-s", "inner", "-d", "can0", "-e");
        try (Candump host = machine.buses().dump("can0")) {
            container.run("cansend", "inner", "123#01");
            machine.buses().send("can0", LAST);
            assertThat(received(host)).containsExactly("123#01");
        }
    }

    /** An index that both ends share is what keeps a lane from hearing its own frames; and none of a bus's is it. */
    @Test
    void bothEndsHaveOneNumberThatIsNoBuses() {
        Namespace container = machine.container();
        LaneReport report = machine.attach(container, "all", "none");
        String outside = Namespace.here()
                .run("cat", "/sys/class/net/" + report.lane() + "/ifindex")
                .strip();
        assertThat(container.run("ip", "-o", "link", "show", "can0")).startsWith(outside + ": ");
        assertThat(Integer.parseInt(outside)).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void attachingAgainChangesWhatItMayDoAndNothingElse() {
        Namespace container = machine.container();
        LaneReport first = machine.attach(container, "all", "100");
        try (Candump inside = Machine.dump(container);
                Candump host = machine.buses().dump("can0")) {
            assertThat(machine.attach(container, "all", "100").steps()).isEmpty();
            LaneReport second = machine.attach(container, "all", "200");
            assertThat(second.lane()).isEqualTo(first.lane());
            assertThat(second.steps())
                    .hasSize(6)
                    .allMatch(step -> step.contains("can-gw rule") || step.contains("tc filter"));
            Machine.send(container, "100#01", "200#02");
            machine.buses().send("can0", LAST);
            assertThat(received(host)).containsExactly("200#02");
            assertThat(received(inside)).containsExactly("100#01", "200#02");
        }
    }

    @Test
    void aRuleThatWasAddedTwiceOrDeletedIsPutRight() {
        Namespace container = machine.container();
        LaneReport report = machine.attach(container, "all", "all");
        machine.buses().rules(); // so that can-gw's list is the same as ours
        Namespace.here().run("cangw", "-A", "-s", "can0", "-d", report.lane(), "-f", "0:40000000");
        Namespace.here().run("cangw", "-D", "-s", report.lane(), "-d", "can0", "-e", "-i", "-f", "0:40000000");
        assertThat(machine.attach(container, "all", "all").steps()).hasSize(2);
        assertThat(machine.buses().rules())
                .extracting(GatewayRule::rule)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void detachingTakesEverythingAway() {
        Namespace container = machine.container();
        LaneReport report = machine.attach(container, "all", "all@5/s");
        assertThat(machine.detach(container))
                .extracting(view -> view.lane().text())
                .containsExactly(report.lane());
        assertThat(container.run("ip", "-o", "link")).doesNotContain("can0");
        assertThat(machine.buses().rules()).isEmpty();
        assertThat(Namespace.here().run("tc", "actions", "list", "action", "police"))
                .doesNotContain("police 0x");
        assertThat(Namespace.here().run("tc", "qdisc", "show")).doesNotContain("clsact");
        Await.until(
                () -> !Namespace.here()
                        .run("tc", "actions", "list", "action", "gact")
                        .contains("gact action"),
                () -> "actions are left");
        assertThat(machine.desk().lanes()).isEmpty();
        assertThatThrownBy(() -> machine.detach(container)).hasMessageContaining("has no lane");
    }

    @Test
    void aContainerThatEndsTakesItsLaneWithIt() {
        Namespace container = machine.container();
        machine.attach(container, "all", "all");
        container.close();
        Await.until(
                () -> machine.buses().rules().isEmpty(),
                () -> "rules are left: " + machine.buses().rules());
        assertThat(machine.desk().lanes()).extracting(LaneView::state).containsExactly("gone");
    }

    @Test
    void rulesAndLinksOfOthersStayAsTheyAre() {
        Machine.loadGateway();
        machine.buses()
                .vcan("can1", "can2")
                .rule("can1", "can2", "-f", "123:7FF")
                .rule("can2", "can1", "-X");
        String links = foreignLinks();
        List<GatewayRule> rules = machine.buses().rules();
        Namespace container = machine.container();
        LaneReport report = machine.attach(container, "all", "001-7FF@5/s");
        assertThat(report.notes()).anyMatch(note -> note.contains("2 can-gw rules that are not Buslane's"));
        machine.detach(container);
        assertThat(machine.buses().rules()).isEqualTo(rules);
        assertThat(foreignLinks()).isEqualTo(links);
    }

    private static String foreignLinks() {
        return Namespace.here().run("ip", "-d", "link");
    }

    @Test
    void twoHundredLanesComeAndGoAndLeaveNothing() {
        Namespace container = machine.container();
        long descriptors = descriptors();
        for (int i = 0; i < 200; i++) {
            machine.attach(container, "all", i % 2 == 0 ? "100@10/s" : "200");
            machine.detach(container);
        }
        assertThat(descriptors()).isEqualTo(descriptors);
        assertThat(machine.desk().lanes()).isEmpty();
        assertThat(Namespace.here().run("tc", "actions", "list", "action", "police"))
                .doesNotContain("police 0x");
    }

    private static long descriptors() {
        return Stream.of(Namespace.here()
                        .run(
                                "ls",
                                "/proc/%d/fd".formatted(ProcessHandle.current().pid()))
                        .split("\n", -1))
                .count();
    }

    @Test
    void whatCannotBeIsASentenceAndChangesNothing() {
        Namespace container = machine.container();
        container.run("ip", "link", "add", "can0", "type", "vcan");
        LaneTerms terms = Machine.terms("all", "all");
        assertThatThrownBy(() -> machine.attach(container, terms))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("has an interface can0 already, a vcan that Buslane did not make");
        AttachRequest noBus = new AttachRequest(Machine.target(container), "can7", "can1", terms, false);
        assertThatThrownBy(() -> machine.desk().attach(noBus))
                .hasMessage("there is no bus can7 on this machine; there is can0");
        AttachRequest notCan = new AttachRequest(Machine.target(container), "lo", "can1", terms, false);
        assertThatThrownBy(() -> machine.desk().attach(notCan)).hasMessage("lo is no CAN interface");
        assertThatThrownBy(() -> machine.attach(Namespace.here(), terms)).hasMessageContaining("host's network");
        assertThat(machine.desk().lanes()).isEmpty();
        assertThat(machine.buses().rules()).isEmpty();
    }

    @Test
    void aDryRunSaysWhatItWouldDo() {
        Namespace container = machine.container();
        AttachRequest request = Machine.request(container, Machine.terms("all", "none"));
        LaneReport report =
                machine.desk().attach(new AttachRequest(request.target(), "can0", "can0", request.terms(), true));
        assertThat(report.wiring()).isEqualTo(Wiring.STAR);
        assertThat(report.steps())
                .anyMatch(step -> step.contains("create vxcan can0 inside, up, with peer " + report.lane()));
        assertThat(container.run("ip", "-o", "link")).doesNotContain("can0");
        assertThat(machine.desk().lanes()).isEmpty();
    }
}
