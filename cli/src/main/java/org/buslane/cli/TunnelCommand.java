package org.buslane.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tunnel FORMAT OPTIONS}: whose options they are, the format's name says. */
final class TunnelCommand implements Command {
    private static final String CANNELLONI = "cannelloni";
    private static final String SOCKETCAND = "socketcand";
    private static final String SOCKETCANDCL = "socketcandcl";

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "carries a bus over IP: `buslane tunnel cannelloni -I can0 -R 192.0.2.7`; Ctrl-C ends it.",
                        "In the formats of others, with their options, which -h behind the format lists:",
                        "cannelloni    over UDP, TCP or SCTP. Frames are sent when the bus has no more unless -t says other,",
                        "              and dropped when a tenth of a second old unless -x does",
                        "socketcand    a server for any number of clients, such as python-can: -i can0,can1 -l eth0",
                        "socketcandcl  its client: -s HOST -i can0,can0, or --discover instead of -s",
                        "Many tunnels, with rules for each peer, are declared: docs/tunnels.md")
                .addPositional(Words.one(0, "FORMAT", "cannelloni, socketcand or socketcandcl."))
                .addPositional(Words.several(1, false, "OPTION", "As the original has them."));
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
        List<String> options = arguments.words().subList(1, arguments.words().size());
        return switch (format) {
            case CANNELLONI -> CannelloniRunner.run(options, Unsaid.OF_BUSLANE, console);
            case SOCKETCAND -> SocketcandRunner.run(options, console);
            case SOCKETCANDCL -> SocketcandClRunner.run(options, console);
            default ->
                throw new UsageException("there is no format '%s' of tunnels; there is %s, %s, %s"
                        .formatted(format, CANNELLONI, SOCKETCAND, SOCKETCANDCL));
        };
    }
}
