package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.buslane.node.NodeException;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.gatewayrules.NamedRule;

/**
 * The rules of can-gw that a YAML document declares, each in cangw's words or as a section:
 *
 * <pre>
 * gateway:
 *   - -s can0 -d can1 -e -f 123:C00007FF
 *   - {from: can1, to: can0, echo: true, filter: "7E8:C00007FF", modify: ["SET:I:7E9.0.0000000000000000"]}
 * </pre>
 */
final class GatewayRulesReader {
    /** Keys with a value, with cangw's letters. */
    private static final Map<String, String> VALUES = Map.of(
            "from", "-s", "to", "-d", "filter", "-f", "hops", "-l", "xor", "-x", "crc8", "-c", "crc8-profile", "-p");

    private static final Map<String, String> FLAGS =
            Map.of("fd", "-X", "echo", "-e", "keep-timestamp", "-t", "back-to-origin", "-i");

    private static final String MODIFY = "modify";

    /** As messages list them. */
    private static final List<String> KEYS = List.of(
            "from",
            "to",
            "fd",
            "echo",
            "keep-timestamp",
            "back-to-origin",
            "hops",
            "filter",
            MODIFY,
            "xor",
            "crc8",
            "crc8-profile");

    private GatewayRulesReader() {}

    static GatewayDeclarations read(YamlValue list) {
        List<NamedRule> rules = new ArrayList<>();
        for (YamlValue item : list.list()) {
            NamedRule rule = rule(item);
            checked(item, () -> new GatewayDeclarations(List.of(rule)));
            if (rules.contains(rule)) {
                throw item.mistake("is there already, and would forward each frame once more");
            }
            rules.add(rule);
        }
        return new GatewayDeclarations(rules);
    }

    private static NamedRule rule(YamlValue item) {
        if (item.isSection()) {
            return section(item);
        }
        String text = item.text();
        return checked(item, () -> NamedRule.parse(text));
    }

    private static NamedRule section(YamlValue item) {
        YamlSection section = item.section(KEYS);
        List<String> words = new ArrayList<>();
        boolean fd = section.get("fd").map(YamlValue::flag).orElse(false);
        section.require("from");
        section.require("to");
        for (String key : section.parts().keySet()) {
            YamlValue part = section.require(key);
            if (key.equals(MODIFY)) {
                for (YamlValue modification : part.isList() ? part.list() : List.of(part)) {
                    words.addAll(List.of(fd ? "-M" : "-m", modification.text()));
                }
            } else if (VALUES.containsKey(key)) {
                words.addAll(List.of(VALUES.getOrDefault(key, ""), part.text()));
            } else if (part.flag()) {
                words.add(FLAGS.getOrDefault(key, ""));
            }
        }
        return checked(item, () -> NamedRule.of(words));
    }

    private interface Reading<T> {
        T read();
    }

    /** What is wrong with a rule's words, with the place where they stand. */
    private static <T> T checked(YamlValue place, Reading<T> reading) {
        try {
            return reading.read();
        } catch (NodeException e) {
            throw place.mistake("has a mistake: " + e.getMessage());
        }
    }
}
