package org.buslane.node.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A section of a YAML file: only known keys, each once. */
record YamlSection(YamlValue whole, Map<String, YamlValue> parts) {
    static YamlSection of(YamlValue whole, MappingNode mapping, List<String> known) {
        Map<String, YamlValue> parts = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue keyNode = new YamlValue(whole.file(), whole.key(), tuple.getKeyNode());
            String name = keyNode.text();
            YamlValue part = whole.part(name, tuple.getValueNode());
            YamlValue place = new YamlValue(whole.file(), part.key(), tuple.getKeyNode());
            if (!known.contains(name)) {
                throw unknown(place, name, known);
            }
            if (parts.put(name, part) != null) {
                throw place.mistake("is there twice");
            }
        }
        return new YamlSection(whole, parts);
    }

    Optional<YamlValue> get(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    YamlValue require(String name) {
        return get(name).orElseThrow(() -> whole.mistake("lacks the key '" + name + "'"));
    }

    /** None of these keys is to be there. */
    void refuse(List<String> names, String why) {
        for (String name : names) {
            get(name).ifPresent(value -> {
                throw value.mistake(why);
            });
        }
    }

    private static NodeException unknown(YamlValue place, String name, List<String> known) {
        return place.mistake(Nearest.to(name, known)
                .map(meant -> "is no key; did you mean '" + meant + "'?")
                .orElse("is no key; there is " + String.join(", ", known)));
    }
}
