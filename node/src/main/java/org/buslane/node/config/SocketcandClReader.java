package org.buslane.node.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;

/**
 * A client of socketcand's protocol:
 *
 * <pre>
 * socketcandcl:
 *   bus: can0
 *   server: "192.0.2.7:29536"     # or unix:/run/can, unix:@can; without it, the one whose beacon tells of the bus
 *   server-bus: can0              # what the server calls it, if it is not as here
 *   read: all                     # what the server may read of our bus and write to it
 *   write: none
 *   error-frames: false
 *   max-age: 100ms
 *   dialect: [rtr, fdframe]
 *   tls: {authority: /etc/buslane/ca.pem, host: bench.example}
 * </pre>
 */
final class SocketcandClReader {
    private static final int PORT = 29_536;
    private static final String NAME = "name";
    private static final String BUS = "bus";
    private static final String SERVER = "server";
    private static final String SERVER_BUS = "server-bus";
    private static final String MAX_AGE = "max-age";
    private static final String TLS = "tls";
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(NAME, BUS, SERVER, SERVER_BUS, MAX_AGE, SocketcandManners.DIALECT, TLS),
                    Terms.KEYS.stream())
            .toList();

    private SocketcandClReader() {}

    static WrittenTunnel read(YamlValue value) {
        YamlSection section = value.section(KEYS);
        YamlValue bus = section.require(BUS);
        YamlValue door = section.get(SERVER).orElse(bus);
        Optional<ServerPlace> server = section.get(SERVER).map(SocketcandClReader::place);
        String serverBus = section.get(SERVER_BUS).orElse(bus).text();
        Optional<TlsFiles> tls = section.get(TLS).map(TlsReader::ofClient);
        SocketcandClientSpec spec = value.checked(() -> new SocketcandClientSpec(
                server,
                serverBus,
                Terms.of(section, Policy.readOnly()),
                SocketcandManners.dialects(section),
                section.get(MAX_AGE).map(Spans::nanos).orElse(SocketcandClientSpec.USUAL_AGE),
                SocketcandClientSpec.USUAL_QUEUE,
                tls,
                section.get(TLS).map(TlsReader::host).orElse("")));
        String end = serverBus + " of " + server.map(ServerPlace::toString).orElse("any server");
        return new WrittenTunnel(
                bus,
                section.get(NAME),
                door,
                Optional.empty(),
                "socketcandcl to " + end,
                List.of(new WrittenTunnel.Peer(end, door)),
                spec);
    }

    private static ServerPlace place(YamlValue value) {
        return value.text().startsWith(UnixName.PREFIX)
                ? new ListenPlace.Unix(UnixName.read(value))
                : new ListenPlace.Tcp(PlaceOnNet.far(value, PORT));
    }
}
