package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.NodeDeclaration;
import picocli.CommandLine.Model.CommandSpec;

/** {@code up}: the gateway, in the foreground. */
final class UpCommand implements Command {
    /** The launcher starts two processes without it. */
    private static final String NO_AGENT = "--no-agent";

    /** What the script of that name starts. */
    private static final String CANSIM = "--cansim";

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "starts the gateway, in the foreground; Ctrl-C ends it. Root with a configuration starts the agent, too.",
                        "Without a configuration there is one CAN FD bus, can0; where the kernel has a can0 of its own, vbus0.",
                        "Exit code 0 after Ctrl-C or SIGTERM.")
                .addOption(Words.option("--config", "FILE", "Buses, lanes and can-gw rules in YAML."))
                .addOption(Words.flag(
                        CANSIM, "The bus can0 with the seat that cansim simulates, as SAE_POS and the like say."))
                .addOption(Words.flag(NO_AGENT, "As root: only the gateway, and of the file only its part."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = arguments.value("--config", "");
        if (arguments.has(CANSIM)) {
            if (!file.isEmpty()) {
                throw new NodeException("--cansim and --config are two configurations: leave one of them out");
            }
            return GatewayRun.run(
                    NodeDeclaration.of(GatewayConfig.cansim(console.caller().environment())), List.of(), console);
        }
        if (file.isEmpty()) {
            return GatewayRun.run(
                    NodeDeclaration.of(
                            GatewayConfig.embedded(console.caller().root().resolve("sys"))),
                    List.of(),
                    console);
        }
        return GatewayRun.run(GatewayConfig.readNode(Path.of(file)), List.of(), console);
    }
}
