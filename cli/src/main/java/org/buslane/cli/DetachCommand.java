package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneView;
import picocli.CommandLine.Model.CommandSpec;

/** {@code detach CONTAINER}. */
final class DetachCommand implements Command {
    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "takes lanes away: a container's interfaces to CAN buses, and their rules.",
                        "Programs that use one see it go as a card that is unplugged.")
                .addPositional(Words.perhaps(0, "CONTAINER", "As attach takes it; also a lane's own name."))
                .addOption(Words.option("--pid", "PID", "A process instead."))
                .addOption(Words.option("--netns", "FILE", "A network namespace instead."))
                .addOption(Words.option("--as", "NAME", "Only the interface of this name inside."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        DetachRequest request = new DetachRequest(
                LaneWords.target(arguments),
                Optional.of(arguments.value("--as", "")).filter(name -> !name.isEmpty()));
        List<String> detached = new AgentClient(AgentFolder.of(console.caller()))
                .detach(request)
                .orElseGet(() -> LaneWords.desk(console.caller()).detach(request).stream()
                        .map(LaneView::words)
                        .toList());
        detached.forEach(lane -> console.print("detached " + lane));
        return Main.OK;
    }
}
