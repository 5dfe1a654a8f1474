package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.Modules;
import org.buslane.node.agent.Agent;
import org.buslane.node.doctor.Checkup;
import org.buslane.node.doctor.Diagnosis;
import org.buslane.node.lanes.LaneReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong is made so on a kernel, and then just that is found. */
@OnKernels({"6.1", "6.12"})
class DoctorTest {
    private static final String NO_AGENT = "no-agent the agent";

    private Machine machine = new Machine();

    @BeforeEach
    void asAnAttachWouldLoadIt() {
        Machine.loadGateway();
    }

    @AfterEach
    void nothingIsLeft() {
        machine.close();
    }

    private Diagnosis diagnosis() {
        return new Checkup(Modules.here(), machine.folder(), Path.of("/proc")).take();
    }

    private List<String> found() {
        return diagnosis().findings().stream()
                .map(finding -> finding.check().id() + " " + finding.object())
                .toList();
    }

    private void awaitFound(String... findings) {
        Await.until(() -> found().equals(List.of(findings)), () -> "found " + diagnosis());
    }

    private LaneReport lane() {
        return machine.attach(machine.container(), "100-1FF@100/s,allr", "200@50/s,300-3FF");
    }

    private static void ip(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "ip";
        System.arraycopy(words, 0, line, 1, words.length);
        Namespace.here().run(line);
    }

    private void both(String from, String to, String... more) {
        machine.buses().rule(from, to, more);
        String[] fd = new String[more.length + 1];
        System.arraycopy(more, 0, fd, 0, more.length);
        fd[more.length] = "-X";
        machine.buses().rule(from, to, fd);
    }

    @Test
    void aHealthyMachineHasNothing() {
        lane();
        lane();
        machine.buses().vcan("can1");
        both("can0", "can1");
        both("can1", "can0");
        machine.buses().send("can0", "123#01", "123##101").send("can1", "124#01");
        try (Agent _ = AgentInside.start(machine.folder(), machine.desk(), Modules.here(), _ -> {})) {
            assertThat(diagnosis()).isEqualTo(new Diagnosis(List.of(), List.of()));
        }
        assertThat(found()).containsExactly(NO_AGENT);
    }

    @Test
    void aBusThatIsDownUnderLanesIsFound() {
        lane();
        ip("link", "set", "can0", "down");
        assertThat(found()).containsExactly("bus-down can0", NO_AGENT);
    }

    @Test
    void aBusThatIsGoneUnderLanesIsFound() {
        LaneReport lane = lane();
        ip("link", "del", "can0");
        assertThat(diagnosis().findings()).first().satisfies(finding -> {
            assertThat(finding.check().id()).isEqualTo("no-bus");
            assertThat(finding.cure()).endsWith("sudo buslane detach " + lane.lane());
        });
        assertThat(found()).containsExactly("no-bus can0", NO_AGENT);
    }

    @Test
    void aLaneWithoutARecordIsFound() throws IOException {
        LaneReport lane = lane();
        Files.delete(machine.folder().records().resolve(lane.lane() + ".json"));
        assertThat(found()).containsExactly("lane-without-record " + lane.lane(), NO_AGENT);
    }

    @Test
    void aRecordWithoutALaneIsFound() {
        LaneReport lane = lane();
        ip("link", "del", lane.lane());
        assertThat(found()).containsExactly("lane-gone " + lane.lane(), NO_AGENT);
    }

    @Test
    void aLaneWhoseRuleSomebodyDeletedIsFound() {
        LaneReport lane = lane();
        Namespace.here().run("cangw", "-D", "-s", "can0", "-d", lane.lane(), "-f", "100:C0000700");
        assertThat(diagnosis().findings())
                .first()
                .satisfies(finding -> assertThat(finding.what())
                        .endsWith("it takes: add can-gw rule -s can0 -d %s -f 100:C0000700".formatted(lane.lane())));
        assertThat(found()).containsExactly("lane-differs " + lane.lane(), NO_AGENT);
    }

    @Test
    void aLaneWhoseRateSomebodyTookAwayIsFound() {
        LaneReport lane = lane();
        Namespace.here().run("tc", "filter", "del", "dev", lane.lane(), "ingress");
        assertThat(found()).containsExactly("lane-differs " + lane.lane(), NO_AGENT);
    }

    @Test
    void aLaneWhoseEndInsideIsDownIsFound() {
        Namespace container = machine.container();
        LaneReport lane = machine.attach(container, "all", "all");
        container.run("ip", "link", "set", "can0", "down");
        awaitFound("lane-differs " + lane.lane(), NO_AGENT);
    }

    @Test
    void aLaneThatIsNarrowerThanItsBusIsFound() {
        LaneReport lane = lane();
        ip("link", "set", lane.lane(), "down");
        ip("link", "set", lane.lane(), "mtu", "16");
        ip("link", "set", lane.lane(), "up");
        assertThat(found()).containsExactly("lane-mtu " + lane.lane(), NO_AGENT);
    }

    @Test
    void equalRulesAreFound() {
        machine.buses().vcan("can1");
        both("can0", "can1");
        machine.buses().rule("can0", "can1");
        assertThat(found()).containsExactly("duplicate-rule rule -s can0 -d can1 -e");
    }

    @Test
    void rulesThatOverlapAreFound() {
        machine.buses().vcan("can1");
        both("can0", "can1", "-f", "123:7FF");
        machine.buses().rule("can0", "can1", "-f", "12345~DFFFFFFF");
        assertThat(found()).containsExactly("overlapping-rules rule -s can0 -d can1 -e -f 12345~DFFFFFFF");
    }

    @Test
    void framesOfOneKindThatStayBehindAreFound() {
        machine.buses().vcan("can1");
        machine.buses().rule("can0", "can1", "-X").rule("can1", "can0");
        assertThat(found())
                .containsExactly("one-kind-only rule -s can0 -d can1 -X -e", "one-kind-only rule -s can1 -d can0 -e");
    }

    @Test
    void framesOfCanFdForAClassicBusAreFound() {
        ip("link", "add", "can1", "mtu", "16", "type", "vcan");
        try {
            ip("link", "set", "can1", "up");
            both("can0", "can1");
            assertThat(found()).containsExactly("rule-mtu rule -s can0 -d can1 -X -e");
            machine.buses().send("can0", "123##101");
            awaitFound("rule-mtu rule -s can0 -d can1 -X -e", "rule-drops rule -s can0 -d can1 -X -e");
        } finally {
            ip("link", "del", "can1");
        }
    }

    @Test
    void rulesThatChainAreFound() {
        machine.buses().vcan("can1", "can2");
        both("can0", "can1");
        both("can1", "can2");
        assertThat(found())
                .containsExactly("chained-rules rule -s can0 -d can1 -X -e", "chained-rules rule -s can0 -d can1 -e");
    }

    @Test
    void aCycleIsFoundAndIsOne() {
        machine.buses().vcan("can1");
        both("can0", "can1");
        both("can1", "can0", "-i");
        assertThat(found())
                .containsExactly("rule-cycle rule -s can1 -d can0 -X -e -i", "rule-cycle rule -s can1 -d can0 -e -i");
        machine.buses().send("can0", "123#01");
        Await.until(
                () -> machine.buses().rules().stream()
                        .anyMatch(rule -> rule.rule().equals("-A -s can1 -d can0 -e -i") && rule.handled() == 1),
                () -> "nothing came back: " + machine.buses().rules());
    }

    private void withOneHop() {
        machine.close();
        machine = Machine.withOneHop();
    }

    @Test
    void oneHopIsFoundAndWhatEndsThere() {
        withOneHop();
        machine.buses().vcan("can1", "can2");
        both("can0", "can1");
        both("can1", "can2");
        assertThat(found()).containsExactly("one-hop can-gw");
        machine.buses().send("can0", "123#01");
        awaitFound("one-hop can-gw", "hop-limit rule -s can1 -d can2 -e");
    }

    @Test
    void lanesInAMeshAreAsTheyWerePromised() {
        withOneHop();
        lane();
        Namespace second = machine.container();
        machine.attach(second, "all", "all");
        Machine.send(second, "123#01");
        assertThat(found()).containsExactly("one-hop can-gw", NO_AGENT);
    }

    /** As it happens by itself where a container's namespace hands out small numbers; here both are chosen. */
    @Test
    void aNumberThatMeetsTheBussIsFoundAndLosesFrames() {
        Namespace container = machine.container();
        ip("link", "add", "can1", "index", "7777", "mtu", "72", "type", "vcan");
        try {
            ip("link", "set", "can1", "up");
            container.run(
                    "ip",
                    "link",
                    "add",
                    "can0",
                    "index",
                    "7777",
                    "up",
                    "type",
                    "vxcan",
                    "peer",
                    "name",
                    "vx0",
                    "index",
                    "7778",
                    "netns",
                    Long.toString(Namespace.here().pid()));
            ip("link", "set", "vx0", "up");
            both("vx0", "can1");
            assertThat(found())
                    .containsExactly(
                            "ifindex-collision rule -s vx0 -d can1 -X -e", "ifindex-collision rule -s vx0 -d can1 -e");
            machine.buses().rule("vx0", "can0", "-f", "123:C00007FF");
            Buses.in(container).send("can0", "123#01");
            Await.until(
                    () -> machine.buses().rules().stream()
                            .anyMatch(rule -> rule.rule().contains("-d can0") && rule.handled() == 1),
                    () -> "not even to can0: " + machine.buses().rules());
            assertThat(machine.buses().rules())
                    .filteredOn(rule -> rule.rule().contains("-d can1"))
                    .allSatisfy(rule -> assertThat(rule.handled() + rule.dropped() + rule.deleted())
                            .as("lost uncounted")
                            .isZero());
        } finally {
            ip("link", "del", "can1");
        }
    }

    @Test
    void aContainerInTheMachinesNetworkIsFound() throws IOException {
        String id = "0123456789abcdef".repeat(4);
        Path groups = Files.createTempDirectory("cgroup");
        Namespace.here().run("mount", "-t", "cgroup2", "none", groups.toString());
        Path group = Files.createDirectory(groups.resolve("docker-%s.scope".formatted(id)));
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
            assertThat(found()).containsExactly("host-network 0123456789ab");
        } finally {
            process.destroyForcibly();
            process.onExit().join();
            Await.until(() -> group.toFile().delete(), () -> group + " is still in use");
            Namespace.here().run("umount", groups.toString());
            Files.delete(groups);
        }
        assertThat(found()).isEmpty();
    }
}
