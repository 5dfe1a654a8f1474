package org.buslane.proof.lane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.net.GatewayRule;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Modules;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentStatus;
import org.buslane.node.buses.BusWish;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.Target;

/**
 * A node with a declared bus {@code can0} and two declared lanes that read and write everything: one of a container that
 * lives as long as this, one of another that can be started anew under its name. Beside them are a link and a rule of
 * somebody else's.
 */
final class Node implements AutoCloseable {
    private static final String OTHER = "other";

    private final Machine machine = new Machine();
    private final Namespace container = machine.container();
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final List<Choice> choices =
            List.of(new Choice.Netns(container.file()), new Choice.Netns(Path.of("/run/netns/" + OTHER)));
    private Optional<Agent> agent = Optional.empty();

    Node() {
        Machine.loadGateway();
        machine.buses().vcan("foreign0", "foreign1");
        machine.buses().rule("foreign0", "foreign1", "-f", "123:C00007FF");
        startOther();
        startAgent();
        awaitWell();
    }

    private NodeDeclaration declared() {
        List<DeclaredLane> lanes = new ArrayList<>();
        for (Choice choice : choices) {
            lanes.add(new DeclaredLane(choice, "can0", "can0", new LaneTerms(Policy.everything())));
        }
        return new NodeDeclaration(
                NodeDeclaration.NONE.virtual(),
                List.of(new DeclaredBus("can0", BusWish.UP)),
                lanes,
                NodeDeclaration.NONE.rules(),
                AtEnd.KEEP,
                Optional.empty());
    }

    Machine machine() {
        return machine;
    }

    /** The one that lives on. */
    Namespace container() {
        return container;
    }

    List<String> journal() {
        return journal;
    }

    void startAgent() {
        agent = Optional.of(
                AgentInside.start(machine.folder(), machine.desk(), Modules.here(), declared(), journal::add));
    }

    void endAgent() {
        agent.ifPresent(Agent::close);
        agent = Optional.empty();
    }

    void startOther() {
        Namespace.here().run("ip", "netns", "add", OTHER);
    }

    void endOther() {
        Namespace.here().run("ip", "netns", "del", OTHER);
    }

    /** Of the container that lives on, what the host's end is called; it is to be there. */
    String lane() {
        return state().lanes().stream()
                .filter(lane -> lane.owner().equals("netns:" + container.file()))
                .findFirst()
                .orElseThrow()
                .lane();
    }

    AgentStatus state() {
        return new AgentClient(machine.folder()).status().orElseThrow();
    }

    AgentStatus.Lane account() {
        return state().lanes().stream()
                .filter(lane -> lane.owner().equals("netns:" + container.file()))
                .findFirst()
                .orElseThrow();
    }

    /** Both lanes and the bus are up, and nothing is being repaired. */
    void awaitWell() {
        Await.until(() -> isWell(state()), () -> state() + "\n" + String.join("\n", journal));
    }

    private static boolean isWell(AgentStatus state) {
        return state.troubles().isEmpty()
                && state.lanes().size() == 2
                && state.lanes().stream().allMatch(lane -> lane.state().equals("up"))
                && state.buses().stream()
                        .filter(AgentStatus.Bus::declared)
                        .allMatch(bus -> bus.state().equals("up"));
    }

    /** The index of an interface of the host's. */
    static int index(String name) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            return new Links(socket).find(name).orElseThrow().index();
        }
    }

    /** What is somebody else's, as people see it, without counters. */
    String foreign() {
        List<String> rules = machine.buses().rules().stream()
                .map(GatewayRule::rule)
                .filter(rule -> rule.contains("foreign"))
                .sorted()
                .toList();
        return Namespace.here().run("ip", "-o", "-d", "link", "show", "foreign0")
                + Namespace.here().run("ip", "-o", "-d", "link", "show", "foreign1")
                + rules;
    }

    @Override
    public void close() {
        endAgent();
        machine.desk()
                .lanes()
                .forEach(view -> machine.desk()
                        .detach(new DetachRequest(new Target.Named(view.lane().text()), Optional.empty())));
        endOther();
        machine.close();
    }
}
