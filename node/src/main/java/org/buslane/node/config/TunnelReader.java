package org.buslane.node.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.TunnelSpec;

/**
 * The tunnels of a YAML document, on declared buses and on other interfaces of the kernel's:
 *
 * <pre>
 * tunnels:
 *   - cannelloni: {bus: can0, udp: "0.0.0.0:20000", peers: ["192.0.2.7:20000"], max-age: 100ms}
 *   - cannelloni: {name: far, bus: can1, tcp-client: "192.0.2.8:20000"}    # CannelloniReader has all keys
 * </pre>
 */
final class TunnelReader {
    private static final List<String> FORMATS = List.of("cannelloni");
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

    /** At the same peer, a bus that is carried twice would have each frame twice. */
    private record End(String bus, InetPlace place) {}

    private final Buses buses;
    private final Map<String, TunnelSpec> tunnels = new LinkedHashMap<>();
    private final Map<End, String> ends = new HashMap<>();
    private final Map<String, String> doors = new HashMap<>();

    private TunnelReader(Buses buses) {
        this.buses = buses;
    }

    static List<TunnelSpec> read(YamlValue list, Buses buses) {
        TunnelReader reader = new TunnelReader(buses);
        for (YamlValue item : list.list()) {
            YamlSection format = item.section(FORMATS);
            reader.add(CannelloniReader.read(format.require(FORMATS.getFirst())));
        }
        return List.copyOf(reader.tunnels.values());
    }

    private void add(WrittenTunnel tunnel) {
        String bus = bus(tunnel.bus());
        for (WrittenTunnel.Peer peer : tunnel.peers()) {
            String other =
                    ends.putIfAbsent(new End(bus, peer.place()), peer.written().key());
            if (other != null) {
                throw peer.written()
                        .mistake("is a peer of bus '%s' already, by %s: it would hear each frame twice"
                                .formatted(bus, other));
            }
        }
        tunnel.listening().ifPresent(door -> {
            String other = doors.putIfAbsent(door, tunnel.door().key());
            if (other != null) {
                throw tunnel.door().mistake("is where another tunnel listens already, by " + other);
            }
        });
        String name = tunnel.name().map(YamlValue::text).orElse(bus + " " + tunnel.usualName());
        tunnel.name().ifPresent(TunnelReader::requireName);
        boolean isTaken = tunnels.containsKey(name)
                || buses.residents().stream()
                        .anyMatch(resident -> resident.name().equals(name));
        if (isTaken) {
            throw tunnel.name().orElse(tunnel.door()).mistake("makes a second '%s': give it a name".formatted(name));
        }
        tunnels.put(name, new TunnelSpec(name, bus, tunnel.kind()));
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
