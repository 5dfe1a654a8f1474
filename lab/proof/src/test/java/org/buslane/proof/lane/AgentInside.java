package org.buslane.proof.lane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.buslane.lane.Modules;
import org.buslane.linux.UidMap;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.agent.AgentParts;
import org.buslane.node.agent.AgentReport;
import org.buslane.node.agent.Journal;
import org.buslane.node.agent.Users;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.folder.Caller;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.MachineLocator;
import org.buslane.node.reconcile.Keeping;
import org.buslane.node.reconcile.Lookout;
import org.buslane.node.reconcile.Upkeep;

/** An agent in the test's own process, whose journal can be read as it is written. */
final class AgentInside {
    private AgentInside() {}

    static Agent start(AgentFolder folder, LaneDesk desk, Modules modules, Consumer<String> journal) {
        return start(folder, desk, modules, NodeDeclaration.NONE, journal);
    }

    static Agent start(
            AgentFolder folder, LaneDesk desk, Modules modules, NodeDeclaration declared, Consumer<String> journal) {
        Lookout lookout =
                new Lookout(MachineLocator.of(new Caller(0, UidMap.ofSelf(Path.of("/proc")), Map.of(), Path.of("/"))));
        Keeping keeping =
                new Keeping(desk, lookout, modules, declared, new Upkeep(System::nanoTime, journal), System::nanoTime);
        AgentReport report = new AgentReport(
                folder, Path.of("/proc"), desk, keeping, Optional.empty(), new Journal(_ -> {}), System::nanoTime);
        return Agent.start(
                folder,
                new AgentParts(
                        desk,
                        keeping,
                        lookout,
                        Optional.empty(),
                        Users.of(folder),
                        report,
                        Map.of(),
                        System::nanoTime));
    }
}
