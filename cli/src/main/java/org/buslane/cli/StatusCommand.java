package org.buslane.cli;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buslane.node.agent.NodeState;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;
import picocli.CommandLine.Model.CommandSpec;

/** {@code status}. */
final class StatusCommand implements Command {
    /** ECMA-48: to the first column of the first line, and what is below it away. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Override
    public List<String> flags() {
        return List.of("--json", "--metrics");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "prints the node's buses and lanes, what became of every frame, and what is being repaired.",
                        "Frames of a lane: in = delivered + dropped, by reason.")
                .addOption(Words.flag("--json", "The same as one line of JSON."))
                .addOption(Words.flag("--metrics", "What is counted, as Prometheus reads it."))
                .addOption(Words.flag("--watch", "Again every second, until Ctrl-C."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        boolean json = arguments.has("--json");
        if (arguments.has("--metrics")) {
            console.print(StatusJson.readMetrics(ControlClient.ask(console.caller(), new ControlRequest.Metrics())));
            return Main.OK;
        }
        if (!arguments.has("--watch")) {
            console.print(text(console, json));
            return Main.OK;
        }
        while (!Thread.currentThread().isInterrupted()) {
            console.print((json ? "" : CLEAR) + text(console, json));
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Main.OK;
    }

    private static String text(Console console, boolean json) {
        NodeState state = NodeState.ask(console.caller());
        if (json) {
            return state.json();
        }
        StringBuilder text = new StringBuilder();
        state.gateway()
                .ifPresentOrElse(
                        gateway -> text.append(StatusTable.of(gateway)),
                        () -> text.append("nothing of a gateway: ")
                                .append(state.objection())
                                .append('\n'));
        state.agent().ifPresent(agent -> {
            text.append(text.isEmpty() ? "" : "\n");
            AgentTable.append(text, agent);
        });
        return text.toString();
    }
}
