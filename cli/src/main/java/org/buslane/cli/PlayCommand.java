package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.buslane.node.client.BusNames;
import org.buslane.node.client.PlayWindow;
import org.buslane.node.client.Playing;
import org.buslane.node.client.StepByStep;
import org.buslane.node.client.Steps;
import org.buslane.node.recording.Spans;
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
        return List.of("--no-wait", "--step");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "plays a recording with its timing: candump's log, pcapng or ASC, also with .gz.",
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
                .addOption(Words.option(
                        "--speed", "N", "N times as fast as recorded, such as 2 or 0.5; max is --no-wait."))
                .addOption(Words.flag("--no-wait", "As fast as the bus takes the frames."))
                .addOption(OptionSpec.builder("--from", "--start")
                        .paramLabel("TIME")
                        .type(String.class)
                        .arity("1")
                        .description("Begins so long behind the first frame: 12.5s, 2min, 500ms.")
                        .build())
                .addOption(OptionSpec.builder("--to", "--end")
                        .paramLabel("TIME")
                        .type(String.class)
                        .arity("1")
                        .description("Ends so long behind the first frame.")
                        .build())
                .addOption(Words.option("--loop", "N", "Plays a file N times; forever is until Ctrl-C."))
                .addOption(Words.flag("--step", "Shows each frame, and sends it when Enter is pressed."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = arguments.words().getFirst();
        BusNames names = UsageException.read(() -> BusNames.parse(arguments.values("--as")));
        PlayWindow window = window(arguments);
        boolean stepping = arguments.has("--step");
        if (file.equals("-") && (stepping || arguments.has("--loop"))) {
            throw new UsageException(
                    "--step and --loop need a file: standard input is read once, and Enter comes there");
        }
        Steps steps = stepping ? new StepByStep(console.in(), console::print) : Steps.NONE;
        // Whoever steps has waited enough.
        OptionalDouble speed = stepping ? OptionalDouble.empty() : speed(arguments);
        Playing playing = new Playing(names, speed, window, loops(arguments.value("--loop", "1")), steps);
        long frames = file.equals("-")
                ? playing.stream(console.caller(), console.in())
                : playing.file(console.caller(), Path.of(file));
        console.print(frames + (frames == 1 ? " frame played" : " frames played"));
        return Main.OK;
    }

    private static PlayWindow window(Arguments arguments) {
        long from = span("--from", arguments.value("--from", "0"));
        long to = arguments.has("--to") ? span("--to", arguments.value("--to", "")) : Long.MAX_VALUE;
        if (to < from) {
            throw new UsageException("--to lies before --from");
        }
        return new PlayWindow(from, to);
    }

    private static long span(String option, String text) {
        return Spans.nanos(text)
                .orElseThrow(() -> new UsageException(
                        option + " is a time behind the first frame, such as 12.5s, not '" + text + "'"));
    }

    private static long loops(String text) {
        if (text.equals("forever")) {
            return Long.MAX_VALUE;
        }
        if (!text.matches("[1-9]\\d{0,9}")) {
            throw new UsageException("--loop is a number from 1 on, or forever, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /** Empty for no waiting. */
    private static OptionalDouble speed(Arguments arguments) {
        boolean timed = !arguments.has("--no-wait");
        if (!timed && arguments.has("--speed")) {
            throw new UsageException("--speed says how to wait and --no-wait not to: only one of them can be meant");
        }
        String text = arguments.value("--speed", "1");
        return timed && !text.equals("max") ? OptionalDouble.of(speed(text)) : OptionalDouble.empty();
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
        throw new UsageException("--speed is a positive number, not '" + text + "'");
    }
}
