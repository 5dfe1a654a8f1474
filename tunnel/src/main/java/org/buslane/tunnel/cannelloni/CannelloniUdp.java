package org.buslane.tunnel.cannelloni;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/**
 * One socket for any number of peers, each of which gets every frame of the bus and of the other peers.
 *
 * @param listen where datagrams are taken; the wildcard of either family goes with peers of both
 * @param peers at least one. A datagram is a peer's by its address, from whatever port
 */
public record CannelloniUdp(InetPlace listen, List<Peer> peers, Settings settings) implements TunnelKind {
    public CannelloniUdp {
        Objects.requireNonNull(listen, "listen is null");
        Objects.requireNonNull(settings, "settings is null");
        peers = List.copyOf(peers);
        Peer.require(peers);
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a tunnel over UDP needs a peer: it sends to nobody else");
        }
        for (Peer peer : peers) {
            if (peer.place().port() == 0) {
                throw new IllegalArgumentException("the peer %s needs a port".formatted(peer.place()));
            }
            if (!listen.address().isAnyLocalAddress()
                    && listen.isIpv6() != peer.place().isIpv6()) {
                throw new IllegalArgumentException("the peer %s cannot be reached from %s: one is IPv4, the other IPv6"
                        .formatted(peer.place(), listen));
            }
        }
    }

    @Override
    public Tunnel open(BusSide side) {
        return new UdpEndpoint(this, side, new SplittableRandom());
    }

    /** In words: {@code cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000}. */
    @Override
    public String words() {
        return "cannelloni over UDP at %s with %s"
                .formatted(
                        listen,
                        peers.stream().map(peer -> peer.place().toString()).collect(Collectors.joining(", ")));
    }
}
