package org.buslane.node.config;

import java.util.List;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.cannelloni.Peer;

/** What holds for a peer of a tunnel: {@code read: 100-1FF, write: all, error-frames: true, mtu: 576}. */
record PeerTerms(Policy policy, int mtu) {
    static final String MTU = "mtu";

    static final List<String> KEYS =
            Stream.concat(Terms.KEYS.stream(), Stream.of(MTU)).toList();

    /** @param unsaid where the section says nothing */
    static PeerTerms of(YamlSection section, PeerTerms unsaid) {
        return new PeerTerms(
                Terms.of(section, unsaid.policy()),
                section.get(MTU).map(Spans::number).orElse(unsaid.mtu()));
    }

    Peer of(InetPlace place) {
        return new Peer(place, policy, mtu);
    }
}
