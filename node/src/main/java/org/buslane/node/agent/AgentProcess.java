package org.buslane.node.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.buslane.lane.Modules;
import org.buslane.node.NodeException;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.folder.Caller;
import org.buslane.node.lanes.Copies;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecords;
import org.buslane.node.lanes.MachineLocator;
import org.buslane.node.reconcile.Keeping;
import org.buslane.node.reconcile.Lookout;
import org.buslane.node.reconcile.Upkeep;

/** The agent as a process of its own, put together for this machine. Started once, closed once. */
public final class AgentProcess implements AutoCloseable {
    private final AgentFolder folder;
    private final Agent agent;
    private final Copies copies;
    private final Journal journal;

    private AgentProcess(AgentFolder folder, Agent agent, Copies copies, Journal journal) {
        this.folder = folder;
        this.agent = agent;
        this.copies = copies;
        this.journal = journal;
    }

    /**
     * @param file with what is declared; empty to keep up only what was attached
     * @param out hears what is done and why, a line each
     * @throws NodeException if an agent runs already, or the file has a mistake
     */
    public static AgentProcess start(Caller caller, Optional<Path> file, Consumer<String> out) {
        LongSupplier clock = System::nanoTime;
        AgentFolder folder = AgentFolder.of(caller);
        Journal journal = new Journal(out);
        Optional<Declaring> declaring =
                file.map(each -> Declaring.by(each, folder, new GatewaySocket(folder.gateway()), journal));
        Modules modules = new Modules(caller.root());
        LaneRecords records = new LaneRecords(folder.records());
        Copies copies = new Copies(records, clock);
        MachineLocator locator = MachineLocator.of(caller);
        Path proc = caller.root().resolve("proc");
        LaneDesk desk = new LaneDesk(modules, records, locator, proc, Optional.of(copies));
        Lookout lookout = new Lookout(locator);
        Keeping keeping = new Keeping(
                desk,
                lookout,
                modules,
                declaring.map(Declaring::declared).orElse(NodeDeclaration.NONE),
                new Upkeep(clock, journal),
                clock);
        Agent agent = Agent.start(
                folder,
                new AgentParts(
                        desk,
                        keeping,
                        lookout,
                        declaring,
                        Users.of(folder),
                        new AgentReport(folder, proc, desk, keeping, declaring, journal, clock),
                        caller.environment(),
                        clock));
        return new AgentProcess(folder, agent, copies, journal);
    }

    /** Where it runs. */
    public Path folder() {
        return folder.path();
    }

    /** Reads the configuration again; what came of it is in the journal. */
    public void reload() {
        try {
            List<String> changes = agent.reload();
            journal.accept(
                    changes.isEmpty() ? "reload: nothing is different" : "reload: " + changes.size() + " changes");
        } catch (NodeException e) {
            journal.accept("reload: nothing was changed: " + e.getMessage());
        }
    }

    /**
     * Waits until it was closed.
     *
     * @throws NodeException if it ended by a fault of its own
     */
    public void await() throws InterruptedException {
        agent.await();
    }

    @Override
    public void close() {
        agent.close();
        copies.close();
    }
}
