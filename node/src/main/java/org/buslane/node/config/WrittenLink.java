package org.buslane.node.config;

import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.BadRuleException;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;

/**
 * An interface of a lane, as it stands in a YAML document; its bus if it is just a word.
 *
 * <pre>
 *   interfaces:
 *     - can0                    # or as below; reads all data frames and writes none if not said
 *     - {name: can1, bus: can0, read: "100-1FF", write: [123, "200/7F0@50/s"], error-frames: true}
 * </pre>
 *
 * @param section what else there is to be said of it; empty if it is just a word
 */
record WrittenLink(YamlValue name, YamlValue bus, Optional<YamlSection> section) {
    /** The last two are for lanes on the kernel's buses. */
    static final List<String> KEYS = List.of("name", "bus", "read", "write", "error-frames", "rate", "fd");

    static WrittenLink of(YamlValue item) {
        if (!item.isSection()) {
            return new WrittenLink(item, item, Optional.empty());
        }
        YamlSection section = item.section(KEYS);
        YamlValue name = section.get("name").orElseGet(() -> section.require("bus"));
        return new WrittenLink(name, section.get("bus").orElse(name), Optional.of(section));
    }

    Optional<YamlValue> get(String key) {
        return section.flatMap(parts -> parts.get(key));
    }

    Policy policy() {
        Policy unsaid = Policy.readOnly();
        return new Policy(
                get("read").map(WrittenLink::rules).orElse(unsaid.read()),
                get("write").map(WrittenLink::rules).orElse(unsaid.write()),
                get("error-frames").map(YamlValue::flag).orElse(unsaid.errorFrames()));
    }

    /** Rules as one text or as a list. */
    static RuleSet rules(YamlValue value) {
        String text = value.isList()
                ? String.join(",", value.list().stream().map(YamlValue::text).toList())
                : value.text();
        try {
            return RuleSet.parse(text);
        } catch (BadRuleException e) {
            throw value.mistake("has a mistake: " + e.getMessage());
        }
    }
}
