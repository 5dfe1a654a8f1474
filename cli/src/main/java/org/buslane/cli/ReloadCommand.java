package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;
import picocli.CommandLine.Model.CommandSpec;

/** {@code reload}. */
final class ReloadCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    private static final String CONFIG = "--config";

    @Override
    public List<String> flags() {
        return List.of(DRY_RUN);
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "has the agent read its configuration again, and prints what is different now.",
                        "With a mistake in it nothing is changed.")
                .addOption(Words.option(
                        CONFIG, "FILE", "Without an agent: what the gateway is to have; it keeps no file in mind."))
                .addOption(Words.flag(DRY_RUN, "Changes nothing, and prints what would be done."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        boolean dryRun = arguments.has(DRY_RUN);
        String file = arguments.value(CONFIG, "");
        List<String> changes = file.isEmpty() ? byAgent(console, dryRun) : byGateway(console, Path.of(file), dryRun);
        console.print(changes.isEmpty() ? "nothing is different" : String.join("\n", changes));
        return Main.OK;
    }

    private static List<String> byAgent(Console console, boolean dryRun) {
        AgentFolder folder = AgentFolder.of(console.caller());
        return new AgentClient(folder)
                .reload(dryRun)
                .orElseThrow(() -> new NodeException(
                        "no agent is running in %s; a gateway without one takes `reload --config FILE`"
                                .formatted(folder.path())));
    }

    private static List<String> byGateway(Console console, Path file, boolean dryRun) {
        ControlRequest request = new ControlRequest.Reload(file.toString(), GatewayConfig.text(file), dryRun);
        return StatusJson.readChanges(ControlClient.ask(console.caller(), request));
    }
}
