package org.buslane.cli;

import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bus up NAME} and {@code bus down NAME}. */
final class BusCommand implements Command {
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
                        "sets a bus up or down, as `ip link set` does with an interface.",
                        "Programs bound to a bus that goes down get ENETDOWN.")
                .addPositional(Words.one(0, "up|down", "What it is to be."))
                .addPositional(Words.one(1, "NAME", "The bus."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String state = arguments.words().getFirst();
        if (!state.equals("up") && !state.equals("down")) {
            throw new UsageException("a bus goes up or down, not '" + state + "'");
        }
        ControlClient.ask(
                console.caller(), new ControlRequest.SetBus(arguments.words().getLast(), state.equals("up")));
        return Main.OK;
    }
}
