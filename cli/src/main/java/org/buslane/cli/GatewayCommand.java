package org.buslane.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.agent.AgentMetrics;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.folder.Caller;
import picocli.CommandLine.Model.CommandSpec;

/** {@code gateway}: the half of {@code up} that has no privileges. */
final class GatewayCommand implements Command {
    /** The agent starts at the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public CommandSpec spec() {
        return Words.command(
                "starts the gateway of a node that has an agent, in the foreground; Ctrl-C ends it.",
                "What is declared the agent tells it. It runs in BUSLANE_RUNDIR, a folder of its own user's in the agent's.");
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Caller caller = console.caller();
        String told = caller.absolute("BUSLANE_RUNDIR");
        if (told.isEmpty()) {
            throw new NodeException("the gateway of an agent runs in a folder in that one's; BUSLANE_RUNDIR names it");
        }
        AgentClient agent = new AgentClient(AgentFolder.above(Path.of(told)));
        AgentClient.Declared declared;
        try {
            declared = agent.awaitDeclaration(PATIENCE);
        } catch (NodeException e) {
            console.error(String.valueOf(e.getMessage()));
            return Main.ACCIDENT;
        }
        NodeDeclaration node = GatewayConfig.parseNode(declared.file(), declared.text());
        return GatewayRun.run(node, List.of(new AgentMetrics(agent)), console);
    }
}
