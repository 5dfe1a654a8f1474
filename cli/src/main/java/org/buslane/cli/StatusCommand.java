package org.buslane.cli;

import java.util.List;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;
import picocli.CommandLine.Model.CommandSpec;

/** {@code status}. */
final class StatusCommand implements Command {
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
        return List.of("--json", "--metrics");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "prints the gateway's buses, lanes and sockets, and what became of every frame.",
                        "Frames of a lane: in = delivered + dropped, by reason.")
                .addOption(Words.flag("--json", "The same as one line of JSON."))
                .addOption(Words.flag("--metrics", "What is counted, as Prometheus reads it."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        if (arguments.has("--metrics")) {
            console.print(StatusJson.readMetrics(ControlClient.ask(console.caller(), new ControlRequest.Metrics())));
            return Main.OK;
        }
        String answer = ControlClient.ask(console.caller(), new ControlRequest.Status());
        console.print(arguments.has("--json") ? answer : StatusTable.of(StatusJson.read(answer)));
        return Main.OK;
    }
}
