package org.buslane.tunnel.cannelloni;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.UdpOptions;
import org.buslane.linux.inet.UdpSocket;

/** Opens the socket of an endpoint. */
final class UdpDoor {
    private static final int IPV6_BYTES = 16;

    /** As much as the kernel grants: what came while the bus's thread was busy elsewhere. */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    /** The least that a peer's datagram may have: a peer with a larger MTU than ours is no reason to lose its frames. */
    private static final int LEAST_ROOM = 2048;

    private UdpDoor() {}

    /** @throws LinuxException as {@link UdpSocket#bind} */
    static UdpSocket open(CannelloniUdp kind) {
        int room = kind.peers().stream().mapToInt(Peer::mtu).max().orElse(0);
        UdpOptions options = new UdpOptions(Math.max(LEAST_ROOM, room), RECEIVE_BUFFER, 0);
        InetPlace place = place(kind.listen(), kind.peers());
        try {
            return UdpSocket.bind(place, options);
        } catch (LinuxException e) {
            if (e.is(Errno.EAFNOSUPPORT) && !place.equals(kind.listen())) {
                // No IPv6 here: the peers that have it are out of reach, the others are not.
                return UdpSocket.bind(kind.listen(), options);
            }
            throw e;
        }
    }

    /** A socket of IPv6 that is bound to the wildcard reaches both families. */
    private static InetPlace place(InetPlace listen, List<Peer> peers) {
        boolean mixed =
                !listen.isIpv6() && peers.stream().anyMatch(peer -> peer.place().isIpv6());
        return mixed ? new InetPlace(anyIpv6(), listen.port()) : listen;
    }

    private static InetAddress anyIpv6() {
        try {
            return InetAddress.getByAddress(new byte[IPV6_BYTES]);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
