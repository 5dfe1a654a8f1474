package org.buslane.node.tunnels;

import static org.buslane.node.tunnels.LongOptions.Option.added;
import static org.buslane.node.tunnels.LongOptions.Option.original;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.LongOptions.Option;
import org.buslane.node.tunnels.LongOptions.Value;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;

/** The options of socketcandcl while they are read: a later one takes an earlier one's place. */
final class SocketcandClWords {
    /** Those of main() of its socketcandcl.c, {@code -z} and {@code --help} as the server has them, and ours behind them. */
    static final List<Option> OPTIONS = Stream.concat(
                    Stream.of(
                            original('v', "verbose", Value.NONE),
                            original('i', "interfaces", Value.ONE),
                            original('u', "afuxname", Value.ONE),
                            original('s', "server", Value.ONE),
                            original('p', "port", Value.ONE),
                            original('z', "version", Value.NONE),
                            new Option('h', "help", Value.NONE, false),
                            added("discover", Value.PERHAPS),
                            added("dialect", Value.ONE),
                            added("tls", Value.NONE)),
                    TlsWords.OPTIONS.stream())
            .toList();

    private final TlsWords tlsWords = new TlsWords();
    private Optional<String> server = Optional.empty();
    private int port = 29_536;
    private boolean hasPort;
    private Optional<String> unixName = Optional.empty();
    private String serverBus = "can0";
    private String bus = "can0";
    private boolean hasBuses;
    private boolean discovers;
    private String beaconBus = "";
    private Set<Dialect> dialects = Set.of();
    private boolean tls;
    private boolean verbose;
    private boolean help;
    private boolean version;

    void take(String name, String value) {
        switch (name) {
            case "server" -> server = Optional.of(value);
            case "port" -> {
                port = SocketcandWords.number(name, value, 1, SocketcandWords.LAST_PORT);
                hasPort = true;
            }
            case "afuxname" -> unixName = Optional.of(value);
            case "interfaces" -> buses(value);
            case "discover" -> {
                discovers = true;
                beaconBus = value;
            }
            case "dialect" -> dialects = DialectWords.read(value);
            case "tls" -> tls = true;
            case "verbose" -> verbose = true;
            case "version" -> version = true;
            case "help" -> help = true;
            default -> tls |= tlsWords.take(name, value);
        }
    }

    private void buses(String value) {
        String[] both = value.split(",", -1);
        if (both.length > 2 || Stream.of(both).anyMatch(String::isBlank)) {
            throw new NodeException(
                    "--interfaces is the server's bus and ours, such as can0,can1, not '" + value + "'");
        }
        serverBus = both[0];
        bus = both[both.length - 1];
        hasBuses = true;
    }

    SocketcandClArguments arguments() {
        TlsFiles files = tlsWords.files();
        if (!beaconBus.isEmpty()) {
            discoveredBus();
        }
        if (!help && !version) {
            check();
        }
        return new SocketcandClArguments(
                server.orElse("localhost"),
                port,
                unixName,
                serverBus,
                bus,
                discovers,
                dialects,
                tls,
                files,
                verbose,
                help,
                version);
    }

    private void discoveredBus() {
        if (hasBuses && !serverBus.equals(beaconBus)) {
            throw new NodeException("--discover %s and --interfaces %s,%s are of two buses of the server"
                    .formatted(beaconBus, serverBus, bus));
        }
        if (!hasBuses) {
            buses(beaconBus);
        }
    }

    private void check() {
        if (discovers && (server.isPresent() || hasPort || unixName.isPresent())) {
            throw new NodeException("--discover finds the server: leave --server, --port and --afuxname out");
        }
        if (tls && unixName.isPresent()) {
            throw new NodeException("TLS is for TCP, not for --afuxname");
        }
    }
}
