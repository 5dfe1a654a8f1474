package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.LaneReport;
import picocli.CommandLine.Model.CommandSpec;

/** {@code attach CONTAINER --bus BUS}. */
final class AttachCommand implements Command {
    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public List<String> flags() {
        return List.of("--error-frames", "--no-fd", "--dry-run", "--json", "--require-agent");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "gives a container an interface of its own to a CAN bus of this machine, or changes what it may do.",
                        "Without an agent it is done by this command itself, and recorded for an agent to keep up.",
                        "RULES are ID, ID-ID or ID/MASK with 3 hex digits (standard) or 8 (extended), separated by commas;"
                                + " r behind one includes remote frames, @N/s limits its rate; or all, allr, none.")
                .addPositional(Words.perhaps(
                        0,
                        "CONTAINER",
                        "Its name or id, also as docker:NAME, podman:NAME, containerd:NAMESPACE/NAME, kanto:NAME."))
                .addOption(Words.option("--pid", "PID", "A process instead, whose network is meant."))
                .addOption(Words.option("--netns", "FILE", "A network namespace instead, as in /run/netns."))
                .addOption(Words.option("--bus", "BUS", "The bus; can0 if not said."))
                .addOption(Words.option("--as", "NAME", "The interface's name inside; the bus's if not said."))
                .addOption(Words.option("--read", "RULES", "What it may read; all data frames if not said."))
                .addOption(Words.option("--write", "RULES", "What it may write; nothing if not said."))
                .addOption(Words.option("--rate", "N/s", "How many frames a second it may write in all."))
                .addOption(Words.flag("--error-frames", "It reads the bus's error frames as well."))
                .addOption(Words.flag("--no-fd", "Classic frames only."))
                .addOption(Words.flag("--dry-run", "Only says what would be done."))
                .addOption(Words.flag("--require-agent", "Fails if there is no agent."))
                .addOption(Words.flag("--json", "Says it in one line of JSON."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String bus = arguments.value("--bus", "can0");
        AttachRequest request = new AttachRequest(
                LaneWords.target(arguments),
                bus,
                arguments.value("--as", bus),
                LaneWords.terms(arguments),
                arguments.has("--dry-run"));
        AgentFolder folder = AgentFolder.of(console.caller());
        Optional<LaneReport> asked = new AgentClient(folder).attach(request);
        if (asked.isEmpty() && arguments.has("--require-agent")) {
            throw new NodeException("no agent is running in %s; `buslane agent` starts one".formatted(folder.path()));
        }
        LaneReport report =
                asked.orElseGet(() -> LaneWords.desk(console.caller()).attach(request));
        console.print(arguments.has("--json") ? report.json() : AttachText.of(report, request.dryRun()));
        return Main.OK;
    }
}
