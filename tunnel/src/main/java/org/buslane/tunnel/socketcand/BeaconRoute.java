package org.buslane.tunnel.socketcand;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.buslane.linux.inet.InetPlace;

/**
 * Where a beacon goes, and which server it tells of: a broadcast address reaches those who can reach that address of ours.
 * IPv4 only, as there is no broadcast in IPv6. Pure.
 *
 * @param to a broadcast address and the port
 */
record BeaconRoute(InetPlace to, InetPlace server) {
    /**
     * An IPv4 address of an interface.
     *
     * @param bits of its network
     */
    record Home(Inet4Address address, int bits) {
        /** Ones behind the network's bits: as on {@code lo}, whose 127.255.255.255 no driver tells. */
        InetAddress broadcast() {
            byte[] bytes = address.getAddress();
            for (int i = 0; i < bytes.length; i++) {
                int left = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
                bytes[i] |= (byte) (0xff >> left);
            }
            return InetAddress.ofLiteral(
                    "%d.%d.%d.%d".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff));
        }

        boolean isLoopback() {
            return address.isLoopbackAddress();
        }
    }

    /**
     * Of a server that listens at these places. One that listens everywhere tells of each address to the others of its
     * network, and of {@code lo} only if it is all there is.
     *
     * @param homes of this machine
     * @param port that beacons go to
     */
    static List<BeaconRoute> of(List<InetPlace> listening, List<Home> homes, int port) {
        return listening.stream()
                .flatMap(place -> homes.stream()
                        .filter(home -> isAt(place, home, homes))
                        .map(home -> new BeaconRoute(
                                new InetPlace(home.broadcast(), port), new InetPlace(home.address(), place.port()))))
                .distinct()
                .toList();
    }

    private static boolean isAt(InetPlace place, Home home, List<Home> homes) {
        if (place.address().isAnyLocalAddress()) {
            return !home.isLoopback() || homes.stream().allMatch(Home::isLoopback);
        }
        return place.address().equals(home.address());
    }
}
