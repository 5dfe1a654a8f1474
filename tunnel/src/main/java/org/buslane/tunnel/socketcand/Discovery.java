package org.buslane.tunnel.socketcand;

import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.UdpOptions;
import org.buslane.linux.inet.UdpSocket;

/**
 * Waits for the beacon of a server, beside others who do. Whoever is in the same network can send one, so what is found
 * is as trustworthy as the network, unless TLS says more. Owned by one thread.
 */
final class Discovery implements Search {
    /** How often a port that everybody may fill is read before others have their turn. */
    private static final int READS = 4;

    private final UdpSocket socket;
    private final String bus;

    /**
     * A server that was found.
     *
     * @param bus that it has
     */
    record Server(InetPlace place, String bus) {}

    /**
     * @param bus that the server must have; empty for any
     * @throws LinuxException EADDRINUSE if somebody has the port for itself
     */
    Discovery(String bus) {
        InetPlace everywhere = new InetPlace(InetAddress.ofLiteral("0.0.0.0"), BeaconText.PORT);
        this.socket = UdpSocket.share(everywhere, new UdpOptions(BeaconText.MOST, 0, 0));
        this.bus = bus;
    }

    @Override
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    @Override
    public Optional<Found> found() {
        return heard().map(server -> {
            ListenPlace place = new ListenPlace.Tcp(server.place());
            return new Found(place.toString(), place, server.bus());
        });
    }

    /** The first server among the beacons that have come; empty if there is none yet, or among those that are read. */
    Optional<Server> heard() {
        for (int read = 0, count = 1; read < READS && count > 0; read++) {
            count = socket.receive();
            for (int i = 0; i < count; i++) {
                Optional<Server> server = socket.isTruncated(i) ? Optional.empty() : server(i);
                if (server.isPresent()) {
                    return server;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Server> server(int datagram) {
        byte[] bytes = socket.memory()
                .asSlice(socket.offset(datagram), socket.length(datagram))
                .toArray(ValueLayout.JAVA_BYTE);
        InetAddress source = socket.source(datagram).address();
        return BeaconText.read(bytes).flatMap(beacon -> choose(beacon, source, bus));
    }

    /**
     * The server of a beacon, if it has the bus. An original that has not found its own address tells of one that leads
     * nowhere, and a name would have to be looked up, which takes its time: then it is where the beacon came from.
     */
    static Optional<Server> choose(BeaconText beacon, InetAddress source, String bus) {
        Optional<String> found = beacon.buses().stream()
                .filter(name -> bus.isEmpty() || name.equals(bus))
                .findFirst();
        return found.map(name -> new Server(new InetPlace(address(beacon.host()).orElse(source), beacon.port()), name));
    }

    private static Optional<InetAddress> address(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            boolean leadsAnywhere =
                    !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isReserved(address);
            return leadsAnywhere ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** 0.0.0.0/8 and 240.0.0.0/4 with the broadcast address: RFC 6890. */
    private static boolean isReserved(InetAddress address) {
        int first = address.getAddress()[0] & 0xff;
        return address instanceof Inet4Address && (first == 0 || first >= 240);
    }

    @Override
    public void close() {
        socket.close();
    }
}
