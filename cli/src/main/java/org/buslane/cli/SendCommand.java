package org.buslane.cli;

import java.util.List;
import org.buslane.node.client.Sending;
import picocli.CommandLine.Model.CommandSpec;

/** {@code send BUS FRAME...} and {@code send BUS -}. */
final class SendCommand implements Command {
    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "sends frames, or with - what standard input says line by line.",
                        "Lines are candump's log lines, whose time and interface are not looked at, or single frames.",
                        "Returns when the gateway has taken every frame. A malformed line ends it with exit code 1;",
                        "the frames before it have been sent.")
                .addPositional(Words.one(0, "BUS", "The bus."))
                .addPositional(Words.several(
                        1, true, "FRAME", "As cansend takes it: 123#DEADBEEF, 12345678#R, 123##1AABB; or - alone."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String bus = arguments.words().getFirst();
        List<String> frames = arguments.words().subList(1, arguments.words().size());
        if (frames.size() == 1 && frames.getFirst().equals("-")) {
            Sending.stream(console.caller(), bus, console.in());
        } else {
            Sending.frames(console.caller(), bus, frames);
        }
        return Main.OK;
    }
}
