package org.buslane.node.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.buslane.node.socketcand.DeclaredServer;
import org.buslane.tunnel.TunnelSpec;

/**
 * The tunnels of a YAML document, on declared buses and on other interfaces of the kernel's:
 *
 * <pre>
 * tunnels:
 *   - cannelloni: {bus: can0, udp: "0.0.0.0:20000", peers: ["192.0.2.7:20000"], max-age: 100ms}
 *   - cannelloni: {name: far, bus: can1, tcp-client: "192.0.2.8:20000"}    # CannelloniReader has all keys
 *   - socketcand: {buses: [can0, can1], listen: 29536, write: all}          # SocketcandReader
 *   - socketcandcl: {bus: can2, server: "192.0.2.9:29536"}                  # SocketcandClReader
 * </pre>
 */
final class TunnelReader {
    private static final String CANNELLONI = "cannelloni";
    private static final String SOCKETCAND = "socketcand";
    private static final String SOCKETCANDCL = "socketcandcl";
    private static final List<String> FORMATS = List.of(CANNELLONI, SOCKETCAND, SOCKETCANDCL);
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

    /** At the same peer, a bus that is carried twice would have each frame twice. */
    private record End(String bus, String peer) {}

    /** All of them: a server of several buses is a tunnel of each. */
    record Read(List<TunnelSpec> tunnels, List<DeclaredServer> servers) {
        static final Read NONE = new Read(List.of(), List.of());
    }

    private final Buses buses;
    private final Map<String, TunnelSpec> tunnels = new LinkedHashMap<>();
    private final Map<End, String> ends = new HashMap<>();
    private final Map<String, String> doors = new HashMap<>();
    private final List<DeclaredServer> servers = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private TunnelReader(Buses buses) {
        this.buses = buses;
    }

    static Read read(YamlValue list, Buses buses) {
        TunnelReader reader = new TunnelReader(buses);
        for (YamlValue item : list.list()) {
            reader.read(item);
        }
        return new Read(List.copyOf(reader.tunnels.values()), List.copyOf(reader.servers));
    }

    private void read(YamlValue item) {
        YamlSection format = item.section(FORMATS);
        if (format.parts().size() != 1) {
            throw item.mistake("is in one format: %s".formatted(String.join(" or ", FORMATS)));
        }
        format.get(CANNELLONI).ifPresent(value -> add(CannelloniReader.read(value)));
        format.get(SOCKETCANDCL).ifPresent(value -> add(SocketcandClReader.read(value)));
        format.get(SOCKETCAND).ifPresent(value -> add(SocketcandReader.read(value, this::bus)));
    }

    private void add(WrittenTunnel tunnel) {
        String bus = bus(tunnel.bus());
        for (WrittenTunnel.Peer peer : tunnel.peers()) {
            String other =
                    ends.putIfAbsent(new End(bus, peer.end()), peer.written().key());
            if (other != null) {
                throw peer.written()
                        .mistake("is a peer of bus '%s' already, by %s: it would hear each frame twice"
                                .formatted(bus, other));
            }
        }
        tunnel.listening().ifPresent(door -> listensAt(door, tunnel.door()));
        String name = tunnel.name().map(YamlValue::text).orElse(bus + " " + tunnel.usualName());
        requireFree(name, tunnel.name(), tunnel.door());
        tunnels.put(name, new TunnelSpec(name, bus, tunnel.kind()));
    }

    private void add(WrittenServer server) {
        server.listening().forEach(door -> listensAt(door, server.door()));
        Set<String> virtual = new LinkedHashSet<>(server.spec().buses());
        virtual.retainAll(buses.virtual().keySet());
        DeclaredServer declared = new DeclaredServer(server.spec(), virtual, server.configures());
        for (String bus : server.spec().buses()) {
            requireFree(declared.tunnelName(bus), server.name(), server.door());
        }
        servers.add(declared);
    }

    private void listensAt(String place, YamlValue door) {
        String other = doors.putIfAbsent(place, door.key());
        if (other != null) {
            throw door.mistake("is where another tunnel listens already, by " + other);
        }
    }

    private void requireFree(String name, Optional<YamlValue> said, YamlValue door) {
        said.ifPresent(TunnelReader::requireName);
        boolean isTaken = !names.add(name)
                || buses.residents().stream()
                        .anyMatch(resident -> resident.name().equals(name));
        if (isTaken) {
            throw said.orElse(door).mistake("makes a second '%s': give it a name".formatted(name));
        }
    }

    private static void requireName(YamlValue name) {
        if (!NAMES.matcher(name.text()).matches()) {
            throw name.mistake("is 1 to 32 letters, digits, '_', '.' or '-', the first a letter or digit, not '"
                    + name.text() + "'");
        }
    }

    /** One that is declared, or any name that an interface of the kernel's may have. */
    private String bus(YamlValue bus) {
        return buses.virtual().containsKey(bus.text()) ? bus.text() : InterfaceNames.ofKernel(bus);
    }
}
