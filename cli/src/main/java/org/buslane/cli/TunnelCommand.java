package org.buslane.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tunnel cannelloni OPTIONS}: whose options they are, its name says. */
final class TunnelCommand implements Command {
    private static final String CANNELLONI = "cannelloni";

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "carries a bus over IP: `buslane tunnel cannelloni -I can0 -R 192.0.2.7`; Ctrl-C ends it.",
                        "In the format of cannelloni, with its options, over UDP, TCP or SCTP; -h lists them. Frames are",
                        "sent when the bus has no more unless -t says other, and dropped when a tenth of a second old",
                        "unless -x does. Many tunnels, with rules for each peer, are declared: docs/tunnels.md")
                .addPositional(Words.one(0, CANNELLONI, "The format."))
                .addPositional(Words.several(1, false, "OPTION", "As cannelloni has them."));
    }

    /** Not picocli's to read, unless it is no format's. */
    @Override
    public Optional<Arguments> plain(List<String> typed) {
        return typed.isEmpty() || typed.getFirst().startsWith("-")
                ? Optional.empty()
                : Optional.of(new Arguments(typed, Map.of()));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String format = arguments.words().getFirst();
        if (!format.equals(CANNELLONI)) {
            throw new UsageException("there is no format '" + format + "' of tunnels; there is " + CANNELLONI);
        }
        return CannelloniRunner.run(
                arguments.words().subList(1, arguments.words().size()), Unsaid.OF_BUSLANE, console);
    }
}
