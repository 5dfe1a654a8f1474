package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.client.BusNames;
import org.buslane.node.client.Playing;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code play FILE}. */
final class PlayCommand implements Command {
    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public List<String> flags() {
        return List.of("--no-wait");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "plays a recording of candump -L with its timing.",
                        "Every frame is sent, in order. A file is read through first: if a line of it is malformed",
                        "nothing is sent. What comes through a pipe is played as it comes.")
                .addPositional(Words.one(0, "FILE", "The recording; - is standard input."))
                .addOption(OptionSpec.builder("--as", "--bus")
                        .paramLabel("[FROM=]BUS")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description("Where frames go; with FROM only those recorded from that interface."
                                + " If not said, to the bus of the interface's name.")
                        .build())
                .addOption(Words.option("--speed", "N", "N times as fast as recorded, such as 2 or 0.5."))
                .addOption(Words.flag("--no-wait", "As fast as the bus takes the frames."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = arguments.words().getFirst();
        boolean timed = !arguments.has("--no-wait");
        if (!timed && arguments.has("--speed")) {
            throw new NodeException("--speed says how to wait and --no-wait not to: only one of them can be meant");
        }
        BusNames names = BusNames.parse(arguments.values("--as"));
        Playing playing = new Playing(names, speed(arguments.value("--speed", "1")), timed);
        long frames = file.equals("-")
                ? playing.stream(console.caller(), console.in())
                : playing.file(console.caller(), Path.of(file));
        console.print(frames + (frames == 1 ? " frame played" : " frames played"));
        return Main.OK;
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0 && !Double.isInfinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number out of range is.
        }
        throw new NodeException("--speed is a positive number, not '" + text + "'");
    }
}
