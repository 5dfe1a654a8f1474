package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A peer as it stands in a YAML document: where it is, or {@code {at: "192.0.2.7:20000", write: all}}.
 *
 * @param at where it is
 */
record WrittenPeer(YamlValue at, PeerTerms terms) {
    private static final String AT = "at";
    private static final List<String> KEYS = keys();

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(AT));
        keys.addAll(PeerTerms.KEYS);
        return List.copyOf(keys);
    }

    /** @param ofTunnel what holds where it says nothing */
    static WrittenPeer of(YamlValue item, PeerTerms ofTunnel) {
        if (!item.isSection()) {
            return new WrittenPeer(item, ofTunnel);
        }
        YamlSection section = item.section(KEYS);
        return new WrittenPeer(section.require(AT), PeerTerms.of(section, ofTunnel));
    }
}
