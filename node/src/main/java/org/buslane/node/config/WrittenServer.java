package org.buslane.node.config;

import java.util.List;
import java.util.Optional;
import org.buslane.tunnel.socketcand.ServerSpec;

/**
 * A server of several buses as it stands in a YAML document.
 *
 * @param name if it has one
 * @param door what says where it listens
 * @param listening each place in words of one kind, {@code tcp 0.0.0.0:29536}
 */
record WrittenServer(
        Optional<YamlValue> name, YamlValue door, List<String> listening, ServerSpec spec, boolean configures) {
    WrittenServer {
        listening = List.copyOf(listening);
    }
}
