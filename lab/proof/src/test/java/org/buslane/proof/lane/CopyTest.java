package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.buslane.core.frame.Frame;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.text.FrameText;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.CopyCounts;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Wiring;
import org.buslane.node.NodeException;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes where the kernel has no vxcan and no can-gw, so that the agent copies their frames. */
@OnKernels({"6.1", "6.12"})
class CopyTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> FRAMES =
            List.of("123#DEADBEEF", "123##5AB", "123#R", "00000123#01", "18DAF110#0203", "18DAF110#R", "7FF#");
    private static final String LAST = "000#FF";

    private final CopyMachine machine = new CopyMachine();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
        assertThat(Namespace.here().run("ip", "-o", "link")).doesNotContain("can0");
    }

    private Namespace container() {
        return machine.machine().container();
    }

    private Candump host() {
        return machine.machine().buses().dump("can0");
    }

    private void hostSends(String... frames) {
        machine.machine().buses().send("can0", frames);
    }

    /** What a container sent reaches the host a moment later: others wait for that before they go on. */
    private static List<String> awaitLast(Candump dump) {
        List<String> frames = new ArrayList<>(dump.awaitFrame("can0 " + LAST, SOON));
        frames.removeLast();
        return frames.stream().map(frame -> frame.substring("can0 ".length())).toList();
    }

    private void sendAndWait(Namespace container, Candump host, String... frames) {
        int before = host.frames().size();
        Machine.send(container, frames);
        host.awaitFrames(before + frames.length, SOON);
    }

    private void awaitCounts(Namespace container, CopyCounts written, CopyCounts read) {
        Await.until(
                () -> machine.copying(container).written().equals(written)
                        && machine.copying(container).read().equals(read),
                () -> "still " + machine.copying(container));
    }

    private void awaitCounts(Namespace container, Predicate<CopyCounts> written) {
        Await.until(
                () -> written.test(machine.copying(container).written()),
                () -> "still " + machine.copying(container) + machine.journal());
    }

    @Test
    void everybodyHearsAFrameOnceAndInOrder() {
        Namespace a = container();
        Namespace b = container();
        assertThat(machine.attach(a, "allr", "allr").wiring()).isEqualTo(Wiring.COPY);
        machine.attach(b, "allr", "allr");
        try (Candump host = host();
                Candump inA = Machine.dump(a);
                Candump inB = Machine.dump(b)) {
            List<String> expected = new ArrayList<>();
            for (Namespace each : List.of(a, b)) {
                sendAndWait(each, host, FRAMES.toArray(String[]::new));
                expected.addAll(FRAMES);
            }
            hostSends(FRAMES.toArray(String[]::new));
            expected.addAll(FRAMES);
            hostSends(LAST);
            for (Candump each : List.of(host, inA, inB)) {
                assertThat(awaitLast(each)).containsExactlyElementsOf(expected);
            }
        }
        assertThat(machine.lane(a).state()).isEqualTo("up");
        awaitCounts(a, new CopyCounts(7, 7, 0, 0, 0, 0), new CopyCounts(15, 15, 0, 0, 0, 0));
        awaitCounts(b, new CopyCounts(7, 7, 0, 0, 0, 0), new CopyCounts(15, 15, 0, 0, 0, 0));
    }

    @Test
    void thePolicyHoldsBothWaysAndWhatIsDeniedIsCounted() {
        Namespace container = container();
        machine.attach(container, "100-1FF,000", "123,18DAF110");
        try (Candump host = host();
                Candump inside = Machine.dump(container)) {
            Machine.send(container, "124#01", "123#R", "00000123#02", "20000004#0000000000000000");
            sendAndWait(container, host, "123#03");
            sendAndWait(container, host, "18DAF110#04");
            hostSends("0FF#05", "100#06", "1FF#R", "00000100#07", "1FF##108", LAST);
            assertThat(awaitLast(host).subList(0, 2)).containsExactly("123#03", "18DAF110#04");
            assertThat(awaitLast(inside)).endsWith("18DAF110#04", "100#06", "1FF##508");
        }
        awaitCounts(container, new CopyCounts(6, 2, 4, 0, 0, 0), new CopyCounts(6, 3, 3, 0, 0, 0));
        assertThat(machine.lane(container).sent()).isEqualTo(6);
    }

    @Test
    void ratesAreSpentByWhatTheRulesAllow() {
        Namespace container = container();
        machine.attach(
                container, new LaneTerms(new Policy(RuleSet.NONE, RuleSet.parse("100@1/s,200"), false), 2, true));
        machine.flood(container, frame("300#01"), 3);
        machine.flood(container, frame("100#01"), 3);
        awaitCounts(container, new CopyCounts(6, 1, 3, 2, 0, 0), new CopyCounts(0, 0, 0, 0, 0, 0));
    }

    private static Frame frame(String text) {
        return FrameText.parse(text);
    }

    @Test
    void withoutFdOnlyClassicFramesGoThrough() {
        Namespace container = container();
        machine.attach(container, new LaneTerms(Policy.everything(), 0, false));
        assertThat(container.run("ip", "link", "show", "can0")).contains("mtu 16 ");
        try (Candump inside = Machine.dump(container)) {
            hostSends("123##101", "124#02", LAST);
            assertThat(awaitLast(inside)).containsExactly("124#02");
        }
    }

    @Test
    void errorFramesAreReadOnRequestAndNeverWritten() {
        Namespace with = container();
        Namespace without = container();
        machine.attach(with, new LaneTerms(Policy.everything()));
        machine.attach(without, "all", "all");
        try (Candump inside = Machine.dumpErrors(with);
                Candump outside = Machine.dumpErrors(without)) {
            hostSends("20000040#0000000000000000");
            inside.awaitFrames(1, SOON);
            Machine.send(with, "20000004#0000000000000000");
            awaitCounts(with, written -> written.denied() == 1);
            hostSends(LAST);
            assertThat(awaitLast(inside)).containsExactly("20000040#0000000000000000", "20000004#0000000000000000");
            assertThat(awaitLast(outside)).isEmpty();
        }
    }

    /**
     * While the bus takes 62 frames a second, what is too much is lost before it is read, and none uncounted. The machine's
     * queue in front of all sockets is made long enough: what that loses only the interface inside counts (rx_dropped).
     */
    @Test
    void whatOverflowsIsCountedToTheFrame() throws IOException {
        Files.writeString(Path.of("/proc/sys/net/core/netdev_max_backlog"), "5000");
        Namespace container = container();
        machine.attach(container, "none", "all");
        slowBus("8kbit");
        machine.flood(container, frame("123#0102"), 3000);
        Namespace.here().run("tc", "qdisc", "del", "dev", "can0", "root");
        awaitCounts(
                container,
                written -> written.offered() == 3000
                        && written.delivered() + written.refused() + written.overflow() == 3000);
        assertThat(machine.copying(container).written().overflow()).isPositive();
    }

    /** A bus without anybody who acknowledges: its queue is full and stays so. */
    @Test
    void whatABusDoesNotTakeIsRefusedAfterAWhileAndHoldsUpNobodyElse() {
        Namespace container = container();
        Namespace other = container();
        machine.attach(container, "all", "all");
        machine.attach(other, "all", "all");
        slowBus("80bit");
        machine.flood(container, frame("123#0102"), 200);
        awaitCounts(container, written -> written.refused() > 0 && written.delivered() + written.refused() == 200);
        Namespace.here().run("tc", "qdisc", "del", "dev", "can0", "root");
        try (Candump inside = Machine.dump(other)) {
            hostSends("124#01");
            inside.awaitFrame("can0 124#01", SOON);
        }
    }

    private static void slowBus(String rate) {
        Namespace.here().run(("tc qdisc add dev can0 root tbf rate " + rate + " burst 64 limit 160").split(" ", -1));
    }

    @Test
    void anAgentThatStartsAnewGoesOnWithLanesAndCounts() {
        Namespace container = container();
        machine.attach(container, "all", "all");
        String before = container.run("ip", "-o", "link", "show", "can0");
        try (Candump host = host()) {
            sendAndWait(container, host, "123#01");
            machine.endAgent();
            assertThat(machine.lane(container).state()).isEqualTo("no agent");
            machine.startAgent();
            Await.until(
                    () -> machine.lane(container).state().equals("up"),
                    () -> machine.journal().toString());
            sendAndWait(container, host, "124#02");
            assertThat(host.frames()).containsExactly("can0 123#01", "can0 124#02");
        }
        assertThat(container.run("ip", "-o", "link", "show", "can0")).isEqualTo(before);
        awaitCounts(container, new CopyCounts(2, 2, 0, 0, 0, 0), new CopyCounts(0, 0, 0, 0, 0, 0));
        assertThat(machine.journal())
                .singleElement()
                .asString()
                .contains(": copy frames between can0 and can0 inside (");
    }

    @Test
    void attachingAgainChangesWhatItMayDoAndNothingElse() {
        Namespace container = container();
        machine.attach(container, "all", "100");
        LaneReport second = machine.attach(container, "all", "200");
        assertThat(second.steps()).isEmpty();
        try (Candump host = host()) {
            Machine.send(container, "100#01");
            sendAndWait(container, host, "200#02");
            assertThat(host.frames()).containsExactly("can0 200#02");
        }
    }

    @Test
    void aBusThatComesBackIsCopiedAndSoIsAnInterfaceThatSomebodyDeletedInside() {
        Namespace container = container();
        machine.attach(container, "all", "all");
        Namespace.here().run("ip", "link", "del", "can0");
        Await.until(
                () -> machine.journal().stream().anyMatch(line -> line.contains("there is no bus can0")),
                () -> machine.journal().toString());
        assertThat(machine.lane(container).state()).isEqualTo("down");
        Namespace.here().run("ip", "link", "add", "can0", "mtu", "72", "type", "vcan");
        Namespace.here().run("ip", "link", "set", "can0", "up");
        awaitJournal(1, "copy frames");
        container.run("ip", "link", "del", "can0");
        awaitJournal(2, "copy frames");
        try (Candump host = host()) {
            sendAndWait(container, host, "123#01");
        }
    }

    private void awaitJournal(int lines, String words) {
        Await.until(
                () -> machine.journal().stream()
                                .filter(line -> line.contains(words))
                                .count()
                        == lines,
                () -> machine.journal().toString());
    }

    @Test
    void aBusThatGoesDownAndUpIsNoEnd() {
        Namespace container = container();
        machine.attach(container, "all", "all");
        Namespace.here().run("ip", "link", "set", "can0", "down");
        machine.flood(container, frame("123#01"), 3);
        awaitCounts(container, written -> written.refused() == 3);
        Namespace.here().run("ip", "link", "set", "can0", "up");
        try (Candump host = host()) {
            sendAndWait(container, host, "124#01");
        }
        awaitCounts(container, new CopyCounts(4, 1, 0, 0, 3, 0), new CopyCounts(0, 0, 0, 0, 0, 0));
        assertThat(machine.journal()).isEmpty();
    }

    @Test
    void detachingTakesEverythingAwayAlsoWhenNoAgentIsThereToDoIt() {
        for (boolean agent : List.of(true, false)) {
            Namespace container = container();
            machine.attach(container, "all", "all");
            DetachRequest request = new DetachRequest(Machine.target(container), Optional.empty());
            if (agent) {
                assertThat(machine.client().detach(request).orElseThrow()).hasSize(1);
            } else {
                machine.endAgent();
                assertThat(machine.desk().detach(request)).hasSize(1);
            }
            assertThat(container.run("ip", "-o", "link")).doesNotContain("can0");
            assertThat(machine.desk().lanes()).isEmpty();
            assertThat(machine.machine().folder().records()).isDirectoryNotContaining("glob:**/bl*");
        }
    }

    /** Our socket inside would keep the namespace, and everything in there, for good: a pair that ends there tells. */
    @Test
    void aContainerThatEndsIsLetGo() {
        Namespace container = container();
        machine.machine().buses().vxcan("witness", container, "far");
        machine.attach(container, "all", "all");
        container.close();
        awaitJournal(1, "forgotten");
        Await.until(
                () -> !Namespace.here().run("ip", "-o", "link").contains("witness"),
                () -> "the namespace is still held");
        assertThat(machine.desk().lanes()).isEmpty();
    }

    @Test
    void withoutAnAgentItIsRefusedAndNothingIsChanged() {
        Namespace container = container();
        machine.endAgent();
        assertThatThrownBy(() -> machine.desk().attach(Machine.request(container, Machine.terms("all", "all"))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("needs an agent: frames are copied one by one; `buslane agent` starts one");
        assertThat(container.run("ip", "-o", "link")).doesNotContain("can0");
        assertThat(machine.desk().lanes()).isEmpty();
    }
}
