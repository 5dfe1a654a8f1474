package org.buslane.cli;

import java.util.List;
import org.buslane.node.lanes.LaneView;
import org.buslane.node.lanes.LaneViewsJson;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lanes}. */
final class LanesCommand implements Command {
    @Override
    public List<String> flags() {
        return List.of("--json");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "lists the lanes on this machine's kernel buses, whoever attached them.",
                        "SENT is what a container sent, WRITTEN what of it came to the bus, READ what it was given.",
                        "DENIED is what its policy did not let through, OVER what was above a rate, LOST what arrived nowhere.")
                .addOption(Words.flag("--json", "One line of JSON."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<LaneView> lanes = LaneWords.desk(console.caller()).lanes();
        if (arguments.has("--json")) {
            console.print(LaneViewsJson.of(lanes));
            return Main.OK;
        }
        Table table = new Table(
                "LANE",
                "OF",
                "INTERFACE",
                "BUS",
                "STATE",
                "READS",
                "WRITES",
                "SENT",
                "WRITTEN",
                "READ",
                "DENIED",
                "OVER",
                "LOST");
        for (LaneView lane : lanes) {
            table.row(
                    lane.lane().text(),
                    lane.owner(),
                    lane.name(),
                    lane.bus(),
                    lane.state(),
                    StatusTable.rules(lane.mayRead()),
                    StatusTable.rules(lane.mayWrite()),
                    Long.toString(lane.sent()),
                    Long.toString(lane.written()),
                    Long.toString(lane.read()),
                    Long.toString(lane.account().denied()),
                    Long.toString(lane.account().overRate()),
                    Long.toString(lane.account().lost()));
        }
        StringBuilder text = new StringBuilder();
        table.appendTo(text);
        console.print(text.toString());
        return Main.OK;
    }
}
