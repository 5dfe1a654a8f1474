package org.buslane.cli;

import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code status}. */
final class StatusCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Words.command(
                        "prints the gateway's buses, lanes and sockets, and what became of every frame.",
                        "Frames of a lane: in = delivered + dropped, by reason.")
                .addOption(Words.flag("--json", "The same as one line of JSON."));
    }

    @Override
    public int run(ParseResult words, Console console) {
        String answer = ControlClient.ask(console.caller(), new ControlRequest.Status());
        console.print(words.hasMatchedOption("--json") ? answer : StatusTable.of(StatusJson.read(answer)));
        return Main.OK;
    }
}
