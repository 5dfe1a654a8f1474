package org.buslane.node.config;

import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.cannelloni.Peer;

/** What holds for a peer of a tunnel: {@code read: 100-1FF, write: all, error-frames: true, mtu: 576}. */
record PeerTerms(Policy policy, int mtu) {
    static final String MTU = "mtu";

    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String ERROR_FRAMES = "error-frames";

    static final List<String> KEYS = List.of(READ, WRITE, ERROR_FRAMES, MTU);

    /** @param unsaid where the section says nothing */
    static PeerTerms of(YamlSection section, PeerTerms unsaid) {
        Policy policy = new Policy(
                section.get(READ).map(WrittenLink::rules).orElse(unsaid.policy().read()),
                section.get(WRITE)
                        .map(WrittenLink::rules)
                        .orElse(unsaid.policy().write()),
                section.get(ERROR_FRAMES)
                        .map(YamlValue::flag)
                        .orElse(unsaid.policy().errorFrames()));
        return new PeerTerms(policy, section.get(MTU).map(Spans::number).orElse(unsaid.mtu()));
    }

    Peer of(InetPlace place) {
        return new Peer(place, policy, mtu);
    }
}
