package org.buslane.node.config;

import java.util.List;
import java.util.Optional;
import org.buslane.tunnel.TunnelKind;

/**
 * A tunnel as it stands in a YAML document.
 *
 * @param name if it has one
 * @param door what says where it listens or connects to
 * @param listening this in words of one kind, {@code udp 0.0.0.0:20000}, if it listens
 * @param usualName what it is called on its bus if it has no name
 * @param peers those that are told, and where
 */
record WrittenTunnel(
        YamlValue bus,
        Optional<YamlValue> name,
        YamlValue door,
        Optional<String> listening,
        String usualName,
        List<Peer> peers,
        TunnelKind kind) {
    WrittenTunnel {
        peers = List.copyOf(peers);
    }

    /** One of them: where, or which bus of which server. */
    record Peer(String end, YamlValue written) {}
}
