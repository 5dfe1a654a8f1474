package org.buslane.cli;

import java.time.ZoneId;
import java.util.List;
import org.buslane.node.recording.Converting;
import org.buslane.node.recording.Target;
import picocli.CommandLine.Model.CommandSpec;

/** {@code convert IN OUT}. */
final class ConvertCommand implements Command {
    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public int most() {
        return 2;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "converts a recording: candump's log, pcapng and ASC to one another.",
                        "What IN is shows at its beginning; OUT's name says what it becomes, as with record. A mistake",
                        "in IN ends it with exit code 1; what stands before it is in OUT.")
                .addPositional(Words.one(0, "IN", "The recording; - is standard input."))
                .addPositional(Words.one(1, "OUT", "The new one, replaced if it is there; - is standard output."))
                .addOption(Words.option("--from-format", "FORMAT", "log, pcapng or asc, whatever IN begins with."))
                .addOption(Words.option("--to-format", "FORMAT", "log, pcapng or asc, whatever OUT is called."))
                .addOption(Words.option(
                        "--buses",
                        "BUS,...",
                        "Only frames of these; in ASC the first one is channel 1. If not said, all, as they come."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String in = arguments.words().getFirst();
        String out = arguments.words().getLast();
        String buses = arguments.value("--buses", "");
        Converting converting = UsageException.read(() -> Converting.of(
                arguments.value("--from-format", ""),
                out,
                arguments.value("--to-format", ""),
                buses.isEmpty() ? List.of() : List.of(buses.split(",")),
                ZoneId.systemDefault(),
                console.out()));
        Converting.Done done = converting.run(in, console.in());
        if (!out.equals(Target.STREAM)) {
            console.print(done.frames() + (done.frames() == 1 ? " frame converted" : " frames converted"));
        }
        if (done.leftOut() > 0) {
            console.error(done.leftOut() + " packets or frames left out, which are no CAN frames or which " + out
                    + " cannot say");
        }
        return Main.OK;
    }
}
