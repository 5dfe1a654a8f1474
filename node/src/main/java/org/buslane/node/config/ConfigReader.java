package org.buslane.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.buslane.core.policy.BadRuleException;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.virtual.BusKind;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.LaneSpec;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.VirtualConfig;

/**
 * Makes buses and lanes of a YAML document:
 *
 * <pre>
 * buses:
 *   - can0                        # or {name: can0, kind: fd}; kinds are classic, fd and xl
 * lanes:
 *   - name: ecu
 *     mode: 0660                  # who may attach, as chmod says it; 0666 if not said
 *     interfaces:
 *       - can0                    # or as below; reads all data frames and writes none if not said
 *       - {name: can1, bus: can0, read: "100-1FF", write: [123, "200/7F0@50/s"], error-frames: true}
 * </pre>
 *
 * with the rules of can-gw that {@link GatewayRulesReader} reads.
 */
final class ConfigReader {
    private static final String RULES = "gateway";
    private static final List<String> TOP = List.of("buses", "lanes", RULES);
    private static final List<String> BUS = List.of("name", "kind");
    private static final List<String> LANE = List.of("name", "mode", "interfaces");
    private static final List<String> LINK = List.of("name", "bus", "read", "write", "error-frames");

    /** What candump and its kin take for every interface at once. */
    private static final String ANY = "any";

    private static final int OCTAL = 8;
    private static final int PERMISSIONS = 0777;

    private final Map<String, BusSpec> buses = new LinkedHashMap<>();
    private final Map<String, LaneSpec> lanes = new LinkedHashMap<>();

    private ConfigReader() {}

    static VirtualConfig read(YamlValue document) {
        ConfigReader reader = new ConfigReader();
        YamlSection top = document.section(TOP);
        YamlValue list = top.require("buses");
        for (YamlValue item : list.list()) {
            reader.bus(item);
        }
        if (reader.buses.isEmpty()) {
            throw list.mistake("is empty; a gateway has at least one bus, such as can0");
        }
        if (top.get("lanes").isPresent()) {
            for (YamlValue item : top.require("lanes").list()) {
                reader.lane(item);
            }
        }
        rules(top);
        return checked(
                document,
                () -> new VirtualConfig(List.copyOf(reader.buses.values()), List.copyOf(reader.lanes.values())));
    }

    /** The rules of can-gw alone, of a document that may declare nothing else. */
    static GatewayDeclarations readRules(YamlValue document) {
        return rules(document.section(TOP));
    }

    private static GatewayDeclarations rules(YamlSection top) {
        return top.get(RULES).map(GatewayRulesReader::read).orElse(GatewayDeclarations.NONE);
    }

    private void bus(YamlValue item) {
        YamlValue name = item;
        BusKind kind = BusKind.FD;
        if (item.isSection()) {
            YamlSection section = item.section(BUS);
            name = section.require("name");
            if (section.get("kind").isPresent()) {
                YamlValue label = section.require("kind");
                kind = checked(label, () -> BusKind.of(label.text()));
            }
        }
        BusKind carried = kind;
        String text = name(name);
        BusSpec bus = checked(name, () -> new BusSpec(text, carried));
        if (buses.put(text, bus) != null) {
            throw name.mistake("'" + text + "' is the name of another bus already");
        }
    }

    private void lane(YamlValue item) {
        YamlSection section = item.section(LANE);
        YamlValue name = section.require("name");
        YamlValue interfaces = section.require("interfaces");
        int mode = section.get("mode").map(ConfigReader::mode).orElse(LaneSpec.EVERYBODY);
        List<LinkSpec> links = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> reached = new LinkedHashSet<>();
        for (YamlValue link : interfaces.list()) {
            LinkSpec made = link(link);
            if (!names.add(made.name())) {
                throw link.mistake("has the name '" + made.name() + "', as another interface of this lane has");
            }
            if (!reached.add(made.bus())) {
                throw link.mistake("leads to bus '" + made.bus() + "', as another interface of this lane does");
            }
            links.add(made);
        }
        if (links.isEmpty()) {
            throw interfaces.mistake("is empty; a lane has at least one interface");
        }
        LaneSpec lane = checked(name, () -> new LaneSpec(name.text(), links, mode));
        if (lanes.put(lane.name(), lane) != null) {
            throw name.mistake("'" + lane.name() + "' is the name of another lane already");
        }
    }

    private LinkSpec link(YamlValue item) {
        if (!item.isSection()) {
            return checked(item, () -> new LinkSpec(name(item), bus(item, item.text()), Policy.readOnly()));
        }
        YamlSection section = item.section(LINK);
        YamlValue name = section.get("name").orElseGet(() -> section.require("bus"));
        YamlValue bus = section.get("bus").orElse(name);
        Policy unsaid = Policy.readOnly();
        Policy policy = new Policy(
                section.get("read").map(ConfigReader::rules).orElse(unsaid.read()),
                section.get("write").map(ConfigReader::rules).orElse(unsaid.write()),
                section.get("error-frames").map(YamlValue::flag).orElse(unsaid.errorFrames()));
        return checked(name, () -> new LinkSpec(name(name), bus(bus, bus.text()), policy));
    }

    private String bus(YamlValue place, String bus) {
        if (!buses.containsKey(bus)) {
            throw place.mistake("names bus '%s', which is not declared; there is %s"
                    .formatted(bus, String.join(", ", buses.keySet())));
        }
        return bus;
    }

    private static String name(YamlValue value) {
        String text = value.text();
        if (text.equals(ANY)) {
            throw value.mistake("cannot be 'any': to CAN programs that means every interface");
        }
        return text;
    }

    private static RuleSet rules(YamlValue value) {
        String text = value.isList()
                ? String.join(",", value.list().stream().map(YamlValue::text).toList())
                : value.text();
        try {
            return RuleSet.parse(text);
        } catch (BadRuleException e) {
            throw value.mistake("has a mistake: " + e.getMessage());
        }
    }

    private static int mode(YamlValue value) {
        String text = value.text();
        try {
            int mode = Integer.parseInt(text.startsWith("0o") ? text.substring(2) : text, OCTAL);
            if (mode >= 0 && mode <= PERMISSIONS) {
                return mode;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number out of range is.
        }
        throw value.mistake("is 3 octal digits such as 0660, not '" + text + "'");
    }

    /** The value of a checked constructor, with the place where its arguments stand. */
    private static <T> T checked(YamlValue place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw place.mistake("is wrong: " + e.getMessage());
        }
    }
}
