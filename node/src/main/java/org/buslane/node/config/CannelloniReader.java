package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Mtu;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.TimeoutTable;
import org.buslane.tunnel.cannelloni.Transport;

/**
 * A tunnel in cannelloni's format:
 *
 * <pre>
 * cannelloni:
 *   bus: can0
 *   udp: "0.0.0.0:20000"          # or tcp-server, tcp-client, sctp-server, sctp-client; a port alone is this machine's
 *   peers: ["192.0.2.7:20000", {at: "[2001:db8::7]:20000", read: 100-1FF, write: all, mtu: 576}]
 *   read: all                     # what peers may read from the bus and write to it if they say nothing
 *   write: none
 *   error-frames: false
 *   max-age: 100ms
 *   timeout: 1ms                  # and for single ids {timeouts: {"123": 100us}}
 *   sort: true
 *   any-peer: true
 *   mtu: 1500
 *   reports: true
 * </pre>
 */
final class CannelloniReader {
    private static final String NAME = "name";
    private static final String BUS = "bus";
    private static final String UDP = "udp";
    private static final String PEERS = "peers";
    private static final String MAX_AGE = "max-age";
    private static final String TIMEOUT = "timeout";
    private static final String TIMEOUTS = "timeouts";
    private static final String SORT = "sort";
    private static final String ANY_PEER = "any-peer";
    private static final String REPORTS = "reports";
    private static final Map<String, Stream> STREAMS = Map.of(
            "tcp-server", new Stream(Transport.TCP, Role.SERVER),
            "tcp-client", new Stream(Transport.TCP, Role.CLIENT),
            "sctp-server", new Stream(Transport.SCTP, Role.SERVER),
            "sctp-client", new Stream(Transport.SCTP, Role.CLIENT));
    private static final List<String> DOORS = List.of(UDP, "tcp-server", "tcp-client", "sctp-server", "sctp-client");
    private static final List<String> OF_DATAGRAMS = List.of(TIMEOUT, TIMEOUTS, SORT, PeerTerms.MTU, REPORTS);
    private static final List<String> KEYS = keys();

    /** What the key of a connection says. */
    private record Stream(Transport transport, Role role) {}

    private final YamlSection section;
    private final YamlValue door;
    private final String key;
    private final PeerTerms terms;
    private final Settings settings;

    private CannelloniReader(YamlSection section) {
        this.section = section;
        this.key = door(section);
        this.door = section.require(key);
        Optional<Stream> stream = Optional.ofNullable(STREAMS.get(key));
        if (stream.filter(each -> each.transport() == Transport.TCP).isPresent()) {
            section.refuse(OF_DATAGRAMS, "is of datagrams, and TCP has none");
        }
        if (stream.filter(each -> each.role() == Role.CLIENT).isPresent()) {
            section.refuse(List.of(PEERS, ANY_PEER), "is of one that listens, and this one is a client");
        }
        this.terms = PeerTerms.of(section, new PeerTerms(Policy.readOnly(), Mtu.USUAL));
        this.settings = settings(section);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(NAME, BUS));
        keys.addAll(DOORS);
        keys.addAll(List.of(PEERS, MAX_AGE, TIMEOUT, TIMEOUTS, SORT, ANY_PEER, REPORTS));
        keys.addAll(PeerTerms.KEYS);
        return List.copyOf(keys);
    }

    static WrittenTunnel read(YamlValue value) {
        return new CannelloniReader(value.section(KEYS)).read();
    }

    private static String door(YamlSection section) {
        List<String> said =
                DOORS.stream().filter(each -> section.get(each).isPresent()).toList();
        if (said.isEmpty()) {
            throw section.whole()
                    .mistake("is reached by %s: it has one of these keys".formatted(String.join(", ", DOORS)));
        }
        if (said.size() > 1) {
            throw section.require(said.get(1))
                    .mistake("is too much, as there is '%s' already: give each a tunnel of its own"
                            .formatted(said.getFirst()));
        }
        return said.getFirst();
    }

    private WrittenTunnel read() {
        Stream stream = STREAMS.get(key);
        if (stream == null) {
            return udp();
        }
        return stream.role() == Role.CLIENT ? client(stream) : server(stream);
    }

    private WrittenTunnel udp() {
        InetPlace listen = PlaceOnNet.listening(door);
        List<WrittenTunnel.Peer> written = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (YamlValue item : section.require(PEERS).list()) {
            WrittenPeer peer = WrittenPeer.of(item, terms);
            InetPlace place = PlaceOnNet.far(peer.at());
            if (listen.address().isLoopbackAddress() && !place.address().isLoopbackAddress()) {
                throw peer.at()
                        .mistake(
                                "is not on this machine, and who listens at %s reaches nobody else: let %s be such as \"0.0.0.0:%d\""
                                        .formatted(listen, door.key(), listen.port()));
            }
            written.add(new WrittenTunnel.Peer(place.toString(), peer.at()));
            peers.add(peer.at().checked(() -> peer.terms().of(place)));
        }
        return tunnel("udp " + listen, true, written, () -> new CannelloniUdp(listen, peers, settings));
    }

    private WrittenTunnel server(Stream stream) {
        InetPlace listen = PlaceOnNet.listening(door);
        List<WrittenTunnel.Peer> written = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (YamlValue item : section.get(PEERS).map(YamlValue::list).orElse(List.of())) {
            WrittenPeer peer = WrittenPeer.of(item, terms);
            InetPlace place = new InetPlace(PlaceOnNet.address(peer.at()), 0);
            written.add(new WrittenTunnel.Peer(place.toString(), peer.at()));
            peers.add(peer.at().checked(() -> peer.terms().of(place)));
        }
        return tunnel(
                stream.transport().label() + " " + listen,
                true,
                written,
                () -> new CannelloniStream(
                        stream.transport(), Role.SERVER, listen, terms.policy(), terms.mtu(), peers, settings));
    }

    private WrittenTunnel client(Stream stream) {
        InetPlace place = PlaceOnNet.far(door);
        return tunnel(
                stream.transport().label() + " to " + place,
                false,
                List.of(new WrittenTunnel.Peer(place.toString(), door)),
                () -> new CannelloniStream(
                        stream.transport(), Role.CLIENT, place, terms.policy(), terms.mtu(), List.of(), settings));
    }

    private WrittenTunnel tunnel(
            String usual, boolean listens, List<WrittenTunnel.Peer> peers, Supplier<TunnelKind> kind) {
        return new WrittenTunnel(
                section.require(BUS),
                section.get(NAME),
                door,
                listens ? Optional.of(usual) : Optional.empty(),
                usual,
                peers,
                section.whole().checked(kind));
    }

    private static Settings settings(YamlSection section) {
        Settings usual = Settings.USUAL;
        long timeout = section.get(TIMEOUT).map(Spans::nanos).orElse(usual.timeout());
        TimeoutTable timeouts =
                section.get(TIMEOUTS).map(CannelloniReader::timeouts).orElse(usual.timeouts());
        if (timeout == 0 && !timeouts.isEmpty()) {
            throw section.require(TIMEOUTS).mistake("goes with timeout, without which no frame waits");
        }
        return section.whole()
                .checked(() -> new Settings(
                        section.get(MAX_AGE).map(Spans::nanos).orElse(usual.maxAge()),
                        timeout,
                        timeouts,
                        section.get(SORT).map(YamlValue::flag).orElse(usual.sort()),
                        section.get(ANY_PEER).map(YamlValue::flag).orElse(usual.anyPeer()),
                        usual.queue(),
                        section.get(REPORTS).map(YamlValue::flag).orElse(usual.reports())));
    }

    private static TimeoutTable timeouts(YamlValue value) {
        SortedMap<Integer, Long> nanos = new TreeMap<>();
        value.entries().forEach((id, time) -> {
            if (!id.matches("[0-9A-Fa-f]{1,8}")) {
                throw time.mistake("is of an id in hex such as \"1A0\", not of '" + id + "'");
            }
            if (nanos.put(Integer.parseUnsignedInt(id, 16), Spans.nanos(time)) != null) {
                throw time.mistake("is there twice");
            }
        });
        return value.checked(() -> new TimeoutTable(nanos));
    }
}
