package org.buslane.cli;

import java.util.List;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import org.jspecify.annotations.Nullable;

/** The commands there are. */
final class Commands {
    /** In the order in which help lists them; of {@code run}, {@code wait} and {@code test} the launcher takes care. {@code cannelloni} and its kin are there for their names. */
    static final List<String> NAMES = List.of(
            "up", "dump", "send", "record", "play", "convert", "status", "bus", "gw", "tunnel", "attach", "detach",
            "lanes", "explain", "doctor", "reload", "agent", "gateway", "certs", "lab");

    private Commands() {}

    static @Nullable Command named(String word) {
        return switch (word) {
            case "up" -> new UpCommand();
            case "dump" -> new DumpCommand();
            case "send" -> new SendCommand();
            case "record" -> new RecordCommand();
            case "convert" -> new ConvertCommand();
            case "play" -> new PlayCommand();
            case "status" -> new StatusCommand();
            case "bus" -> new BusCommand();
            case "gw" -> new GwCommand();
            case "tunnel" -> new TunnelCommand();
            case "cannelloni" ->
                new DropInCommand(
                        "is `tunnel cannelloni` with cannelloni's own -t 100000 and -x 2000000 if they are not said.",
                        (words, console) -> CannelloniRunner.run(words, Unsaid.OF_CANNELLONI, console));
            case "socketcand" -> new DropInCommand("is `tunnel socketcand`.", SocketcandRunner::run);
            case "socketcandcl" -> new DropInCommand("is `tunnel socketcandcl`.", SocketcandClRunner::run);
            case "attach" -> new AttachCommand();
            case "detach" -> new DetachCommand();
            case "lanes" -> new LanesCommand();
            case "explain" -> new ExplainCommand();
            case "doctor" -> new DoctorCommand();
            case "reload" -> new ReloadCommand();
            case "agent" -> new AgentCommand();
            case "gateway" -> new GatewayCommand();
            case "certs" -> new CertsCommand();
            case "lab" -> new LabCommand();
            default -> null;
        };
    }
}
