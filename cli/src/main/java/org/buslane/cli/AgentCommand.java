package org.buslane.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.lane.Modules;
import org.buslane.node.NodeException;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.lanes.Copies;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.reconcile.DeclaredRules;
import org.buslane.node.reconcile.Duty;
import org.buslane.node.reconcile.Repair;
import picocli.CommandLine.Model.CommandSpec;

/** {@code agent}: in the foreground. */
final class AgentCommand implements Command {
    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return 0;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "starts the agent, in the foreground; Ctrl-C ends it, and lanes stay.",
                        "It attaches and detaches for root, and keeps up every lane that was attached, also without it.")
                .addOption(Words.option("--config", "FILE", "Also keeps the can-gw rules of its gateway: up."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        AgentFolder folder = AgentFolder.of(console.caller());
        Copies copies = new Copies(LaneWords.records(console.caller()), System::nanoTime);
        LaneDesk desk = LaneWords.desk(console.caller(), Optional.of(copies));
        UserPrincipal root = root();
        List<Duty> duties = new ArrayList<>(List.of(new Repair(desk, console::print)));
        String file = arguments.value("--config", "");
        if (!file.isEmpty()) {
            duties.add(new DeclaredRules(
                    GatewayConfig.readRules(Path.of(file)),
                    new Modules(console.caller().root()),
                    console::print));
        }
        Agent agent = Agent.start(folder, desk, duties, root::equals);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            agent.close();
            copies.close();
            Runtime.getRuntime().halt(Main.OK);
        }));
        console.print("the agent is ready in " + folder.path());
        try {
            agent.await();
        } catch (InterruptedException e) {
            agent.close();
            copies.close();
        }
        return Main.OK;
    }

    private static UserPrincipal root() {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
        } catch (IOException e) {
            throw new NodeException("cannot look up root: " + e.getMessage(), e);
        }
    }
}
