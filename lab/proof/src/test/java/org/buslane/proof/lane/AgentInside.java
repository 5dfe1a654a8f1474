package org.buslane.proof.lane;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.buslane.lane.Modules;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.agent.AgentParts;
import org.buslane.node.agent.AgentReport;
import org.buslane.node.agent.Journal;
import org.buslane.node.agent.Users;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.Target;
import org.buslane.node.reconcile.Keeping;
import org.buslane.node.reconcile.Upkeep;

/** An agent in the test's own process, whose journal can be read as it is written. */
final class AgentInside {
    private AgentInside() {}

    static Agent start(AgentFolder folder, LaneDesk desk, Modules modules, Consumer<String> journal) {
        return start(folder, desk, modules, NodeDeclaration.NONE, journal);
    }

    /** @param declared chooses no label: there is no engine */
    static Agent start(
            AgentFolder folder, LaneDesk desk, Modules modules, NodeDeclaration declared, Consumer<String> journal) {
        Keeping keeping = new Keeping(
                desk, AgentInside::choose, modules, declared, new Upkeep(System::nanoTime, journal), System::nanoTime);
        AgentReport report = new AgentReport(
                folder, Path.of("/proc"), desk, keeping, Optional.empty(), new Journal(_ -> {}), System::nanoTime);
        return Agent.start(
                folder,
                new AgentParts(desk, keeping, Optional.empty(), Users.of(folder), report, Map.of(), System::nanoTime));
    }

    private static List<Target> choose(Choice choice) {
        return switch (choice) {
            case Choice.Named(String name) -> List.of(new Target.Named(name));
            case Choice.Netns(Path file) -> List.of(new Target.Netns(file));
            case Choice.Labelled labelled -> throw new IllegalArgumentException("no engine for " + labelled);
        };
    }
}
