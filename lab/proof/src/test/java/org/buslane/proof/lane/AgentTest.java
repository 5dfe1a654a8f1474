package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.GatewayRule;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.Modules;
import org.buslane.node.NodeException;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The agent beside commands without one. */
@OnKernels({"6.1", "6.12"})
class AgentTest {
    private final Machine machine = new Machine();
    private final List<String> journal = new CopyOnWriteArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
    }

    private Agent agent() {
        return AgentInside.start(machine.folder(), machine.desk(), Modules.here(), journal::add);
    }

    private AgentClient client() {
        return new AgentClient(machine.folder());
    }

    private static AttachRequest request(Namespace container) {
        return Machine.request(container, Machine.terms("all", "100-1FF@50/s"));
    }

    @Test
    void itAttachesAndDetachesWhenAsked() {
        Namespace container = machine.container();
        try (Agent _ = agent()) {
            LaneReport report = client().attach(request(container)).orElseThrow();
            assertThat(report.steps()).isNotEmpty();
            assertThat(report.write()).isEqualTo("100-1FF@50/s");
            assertThat(container.run("ip", "-o", "link", "show", "can0")).contains("UP");
            assertThat(client().detach(new DetachRequest(Machine.target(container), Optional.empty())))
                    .hasValueSatisfying(lanes -> assertThat(lanes).hasSize(1));
            assertThatThrownBy(() -> client().detach(new DetachRequest(Machine.target(container), Optional.empty())))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("has no lane");
        }
    }

    @Test
    void aSecondOneIsRefused() {
        try (Agent _ = agent()) {
            assertThatThrownBy(this::agent)
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("an agent (process %d) is running in"
                            .formatted(ProcessHandle.current().pid()));
        }
    }

    @Test
    void withoutOneThereIsNoAnswer() {
        assertThat(client().attach(request(machine.container()))).isEmpty();
    }

    @Test
    void whatACommandAttachedWithoutItIsAdoptedAndNotMadeAnew() {
        Namespace container = machine.container();
        LaneReport report = machine.desk().attach(request(container));
        String before = container.run("ip", "-o", "link", "show", "can0");
        try (Agent _ = agent()) {
            LaneReport again = client().attach(request(container)).orElseThrow();
            assertThat(again.lane()).isEqualTo(report.lane());
            assertThat(again.steps()).isEmpty();
        }
        assertThat(container.run("ip", "-o", "link", "show", "can0")).isEqualTo(before);
        assertThat(journal).isEmpty();
    }

    @Test
    void aRuleThatSomebodyDeletedComesBack() {
        Namespace container = machine.container();
        LaneReport report = machine.desk().attach(request(container));
        try (Agent _ = agent()) {
            Namespace.here().run("cangw", "-D", "-s", "can0", "-d", report.lane(), "-f", "0:40000000");
            Await.until(
                    () -> machine.buses().rules().size() == 4,
                    () -> "still " + machine.buses().rules());
        }
        assertThat(journal).singleElement().asString().contains(report.lane() + " (can0 of pid:", "add can-gw rule");
    }

    @Test
    void aLaneThatSomebodyDeletedComesBackAsLongAsItsContainerLives() {
        Namespace container = machine.container();
        LaneReport report = machine.desk().attach(request(container));
        try (Agent _ = agent()) {
            Namespace.here().run("ip", "link", "del", report.lane());
            Await.until(
                    () -> container.run("ip", "-o", "link").contains("can0")
                            && machine.buses().rules().size() == 4,
                    () -> "still " + machine.buses().rules() + journal);
            container.close();
            Await.until(
                    () -> machine.desk().lanes().isEmpty(),
                    () -> "still " + machine.desk().lanes());
        }
        assertThat(journal).last().asString().contains("forgotten");
    }

    /** The kernel gives a namespace the number of one that is gone; here the record is made to be of another. */
    @Test
    void aNamespaceThatHasTheNumberOfOneThatIsGoneDoesNotGetItsLane() throws IOException {
        Namespace container = machine.container();
        LaneReport report = machine.desk().attach(request(container));
        Namespace.here().run("ip", "link", "del", report.lane());
        Path record = machine.folder().records().resolve(report.lane() + ".json");
        Files.writeString(record, Files.readString(record).replaceAll("\"cookie\":[0-9]+", "\"cookie\":1"));
        try (Agent _ = agent()) {
            Await.until(
                    () -> machine.desk().lanes().isEmpty(),
                    () -> "still " + machine.desk().lanes() + journal);
        }
        assertThat(journal).singleElement().asString().contains("forgotten");
        assertThat(container.run("ip", "-o", "link")).doesNotContain("can0");
    }

    /** Ours are known by name and alias; the agent has others to look after. */
    @Test
    void anInterfaceWithTheAliasOfALaneDisturbsNobody() {
        Namespace container = machine.container();
        LaneReport report = machine.desk().attach(request(container));
        String alias = Namespace.here()
                .run("cat", "/sys/class/net/%s/ifalias".formatted(report.lane()))
                .strip();
        machine.buses().vcan("can1");
        Namespace.here().run("ip", "link", "set", "can1", "alias", alias);
        assertThat(machine.desk().lanes())
                .singleElement()
                .satisfies(view -> assertThat(view.state()).isEqualTo("up"));
        assertThat(machine.desk().attach(request(container)).steps()).isEmpty();
    }

    @Test
    void aBusThatComesBackIsRead() {
        Namespace container = machine.container();
        machine.desk().attach(request(container));
        try (Agent _ = agent()) {
            Namespace.here().run("ip", "link", "del", "can0");
            Await.until(
                    () -> journal.stream().anyMatch(line -> line.contains("there is no bus can0")), journal::toString);
            Namespace.here().run("ip", "link", "add", "can0", "mtu", "72", "type", "vcan");
            Namespace.here().run("ip", "link", "set", "can0", "up");
            Await.until(
                    () -> machine.buses().rules().size() == 4,
                    () -> "still " + machine.buses().rules());
        }
    }

    @Test
    void declaredRulesLastWhenTheirInterfacesComeAndGo() {
        machine.buses().vcan("can1");
        GatewayDeclarations declared =
                GatewayConfig.parseRules("node.yaml", "gateway: ['-s can0 -d can1 -e -f 123:C00007FF']");
        NodeDeclaration node = new NodeDeclaration(
                NodeDeclaration.NONE.virtual(), List.of(), List.of(), declared, AtEnd.KEEP, Optional.empty());
        try (Agent _ = AgentInside.start(machine.folder(), machine.desk(), Modules.here(), node, journal::add)) {
            Await.until(() -> machine.buses().rules().size() == 1, journal::toString);
            Namespace.here().run("ip", "link", "del", "can1");
            Await.until(
                    () -> journal.stream().anyMatch(line -> line.contains("waits for its interfaces")),
                    journal::toString);
            machine.buses().vcan("can1");
            Await.until(() -> machine.buses().rules().size() == 1, journal::toString);
        }
        assertThat(machine.buses().rules())
                .singleElement()
                .extracting(GatewayRule::rule)
                .asString()
                .contains("-f 123:C00007FF");
    }
}
