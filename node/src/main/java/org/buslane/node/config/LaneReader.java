package org.buslane.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.virtual.LaneSpec;

/**
 * The lanes of a YAML document: of virtual buses those with a name, of the kernel's those with a container, label or
 * netns.
 *
 * <pre>
 * lanes:
 *   - name: ecu
 *     mode: 0660                  # who may attach, as chmod says it; 0666 if not said
 *     interfaces: [vbus0]
 *   - container: seat-service     # or label: KEY=VALUE, or netns: FILE
 *     interfaces: [can0]
 * </pre>
 */
final class LaneReader {
    private static final String NAME = "name";
    private static final String MODE = "mode";
    private static final List<String> OF_VIRTUAL = List.of(NAME, MODE);
    private static final List<String> KEYS = List.of(NAME, MODE, "container", "label", "netns", "interfaces");

    private static final int OCTAL = 8;
    private static final int PERMISSIONS = 0777;

    /** Two lanes for one choice would want one interface to be two. */
    private record End(Choice choice, String name) {}

    private final Buses buses;
    private final Map<String, LaneSpec> virtual = new LinkedHashMap<>();
    private final Map<End, String> ends = new LinkedHashMap<>();
    private final List<DeclaredLane> kernel = new ArrayList<>();

    LaneReader(Buses buses) {
        this.buses = buses;
    }

    Lanes read(YamlValue list) {
        for (YamlValue item : list.list()) {
            YamlSection section = item.section(KEYS);
            ChoiceReader.key(section).ifPresentOrElse(key -> kernel(section, key), () -> virtual(section));
        }
        return new Lanes(List.copyOf(virtual.values()), kernel);
    }

    private void virtual(YamlSection section) {
        YamlValue name = section.get(NAME)
                .orElseThrow(() -> section.whole()
                        .mistake("lacks the key 'name', or one of container, label and netns if it leads to the"
                                + " kernel's buses"));
        int mode = section.get(MODE).map(LaneReader::mode).orElse(LaneSpec.EVERYBODY);
        List<LaneSpec.LinkSpec> links = VirtualLinks.read(interfaces(section), buses);
        LaneSpec lane = name.checked(() -> new LaneSpec(name.text(), links, mode));
        if (virtual.put(lane.name(), lane) != null) {
            throw name.mistake("'" + lane.name() + "' is the name of another lane already");
        }
    }

    private void kernel(YamlSection section, String chosenBy) {
        for (String key : OF_VIRTUAL) {
            if (section.get(key).isPresent()) {
                throw section.require(key)
                        .mistake("is of a lane on virtual buses, and this one has '%s': leave one of them out"
                                .formatted(chosenBy));
            }
        }
        Choice choice = ChoiceReader.read(chosenBy, section.require(chosenBy));
        for (YamlValue item : interfaces(section)) {
            DeclaredLane lane = KernelLinks.read(choice, item, buses);
            String other = ends.putIfAbsent(new End(choice, lane.name()), item.key());
            if (other != null) {
                throw item.mistake(
                        "has the name '%s', as %s of the same %s has".formatted(lane.name(), other, chosenBy));
            }
            kernel.add(lane);
        }
    }

    private static List<YamlValue> interfaces(YamlSection section) {
        YamlValue interfaces = section.require("interfaces");
        List<YamlValue> items = interfaces.list();
        if (items.isEmpty()) {
            throw interfaces.mistake("is empty; a lane has at least one interface");
        }
        return items;
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
}
