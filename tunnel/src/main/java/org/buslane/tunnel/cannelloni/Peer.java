package org.buslane.tunnel.cannelloni;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;

/**
 * One at the other end.
 *
 * @param place where it is. A peer that comes to a server may have any port: 0 there
 * @param policy what it may read from the bus and write to it
 * @param mtu bytes of an IP packet to it, as cannelloni's {@code -m}; of no meaning over TCP
 */
public record Peer(InetPlace place, Policy policy, int mtu) {
    /** So that sets of peers are bits of a long. */
    public static final int MOST = 64;

    public Peer {
        Objects.requireNonNull(place, "place is null");
        Objects.requireNonNull(policy, "policy is null");
        if (place.address().isAnyLocalAddress()) {
            throw new IllegalArgumentException("%s is no peer's address".formatted(place));
        }
        Mtu.require(mtu);
    }

    /** All different, and not too many. */
    static void require(List<Peer> peers) {
        if (peers.size() > MOST) {
            throw new IllegalArgumentException("%d peers, at most %d are possible".formatted(peers.size(), MOST));
        }
        Set<InetPlace> places = new HashSet<>();
        for (Peer peer : peers) {
            if (!places.add(peer.place())) {
                throw new IllegalArgumentException("the peer %s is named twice".formatted(peer.place()));
            }
        }
    }
}
