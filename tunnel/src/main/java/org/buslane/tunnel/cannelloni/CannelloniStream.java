package org.buslane.tunnel.cannelloni;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/**
 * A connection to each peer. A server gives every peer each frame of the bus and of its other peers.
 *
 * @param place where a server listens, or a client connects to
 * @param policy of the server that a client connects to; of those who come to a server and are not among its peers
 * @param mtu of the same; without meaning over TCP
 * @param peers who may come to a server, told by their addresses; a client has none. A server without any takes only
 *     those of its own machine, and with {@link Settings#anyPeer} everybody
 */
public record CannelloniStream(
        Transport transport, Role role, InetPlace place, Policy policy, int mtu, List<Peer> peers, Settings settings)
        implements TunnelKind {
    public CannelloniStream {
        Objects.requireNonNull(transport, "transport is null");
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(place, "place is null");
        Objects.requireNonNull(policy, "policy is null");
        Objects.requireNonNull(settings, "settings is null");
        Mtu.require(mtu);
        peers = List.copyOf(peers);
        Peer.require(peers);
        requireDifferentAddresses(peers);
        if (role == Role.CLIENT) {
            requireServer(place);
            if (!peers.isEmpty()) {
                throw new IllegalArgumentException("a client of %s has no other peers".formatted(place));
            }
        }
    }

    private static void requireDifferentAddresses(List<Peer> peers) {
        Set<InetAddress> addresses = new HashSet<>();
        for (Peer peer : peers) {
            if (!addresses.add(peer.place().address())) {
                throw new IllegalArgumentException(
                        "two peers of a server have the address of %s; their ports tell nothing"
                                .formatted(peer.place()));
            }
        }
    }

    private static void requireServer(InetPlace place) {
        if (place.port() == 0 || place.address().isAnyLocalAddress()) {
            throw new IllegalArgumentException("a client needs its server's address and port, not " + place);
        }
    }

    /** In words: {@code cannelloni over TCP at 0.0.0.0:20000 for 192.0.2.7}. */
    @Override
    public String words() {
        return switch (role) {
            case CLIENT -> "cannelloni over %s to %s".formatted(transport, place);
            case SERVER -> "cannelloni over %s at %s for %s".formatted(transport, place, guests());
        };
    }

    private String guests() {
        if (settings.anyPeer()) {
            return "anybody";
        }
        return peers.isEmpty()
                ? "this machine"
                : peers.stream()
                        .map(peer -> peer.place().address().getHostAddress())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public Tunnel open(BusSide side) {
        SplittableRandom random = new SplittableRandom(side.realtime());
        return switch (role) {
            case SERVER -> new ServerEndpoint(this, side, random);
            case CLIENT -> new ClientEndpoint(this, side, random);
        };
    }
}
