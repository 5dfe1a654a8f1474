package org.buslane.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cannelloni OPTIONS}, for who has called cannelloni until now: with what it does if nothing is said. */
final class CannelloniCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Words.command(
                        "is `tunnel cannelloni` with cannelloni's own -t 100000 and -x 2000000 if they are not said.")
                .addPositional(Words.several(0, false, "OPTION", "As cannelloni has them."));
    }

    @Override
    public Optional<Arguments> plain(List<String> typed) {
        return Optional.of(new Arguments(typed, Map.of()));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        return CannelloniRunner.run(arguments.words(), Unsaid.OF_CANNELLONI, console);
    }
}
