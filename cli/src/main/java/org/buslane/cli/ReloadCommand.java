package org.buslane.cli;

import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentFolder;
import picocli.CommandLine.Model.CommandSpec;

/** {@code reload}. */
final class ReloadCommand implements Command {
    private static final String DRY_RUN = "--dry-run";

    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return 0;
    }

    @Override
    public List<String> flags() {
        return List.of(DRY_RUN);
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "has the agent read its configuration again, and prints what is different now.",
                        "With a mistake in it nothing is changed.")
                .addOption(Words.flag(DRY_RUN, "Changes nothing, and prints what would be done."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        boolean dryRun = arguments.has(DRY_RUN);
        AgentFolder folder = AgentFolder.of(console.caller());
        List<String> changes = new AgentClient(folder)
                .reload(dryRun)
                .orElseThrow(() -> new NodeException(
                        "no agent is running in %s; `buslane up --config FILE` starts one".formatted(folder.path())));
        console.print(changes.isEmpty() ? "nothing is different" : String.join("\n", changes));
        return Main.OK;
    }
}
