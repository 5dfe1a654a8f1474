package org.buslane.node.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.LaneSpec.LinkSpec;

/** Interfaces of a lane on virtual buses. */
final class VirtualLinks {
    private static final List<String> OF_KERNEL = List.of("rate", "fd");

    private VirtualLinks() {}

    static List<LinkSpec> read(List<YamlValue> items, Buses buses) {
        List<LinkSpec> links = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> reached = new LinkedHashSet<>();
        for (YamlValue item : items) {
            LinkSpec link = link(WrittenLink.of(item), buses);
            if (!names.add(link.name())) {
                throw item.mistake("has the name '" + link.name() + "', as another interface of this lane has");
            }
            if (!reached.add(link.bus())) {
                throw item.mistake("leads to bus '" + link.bus() + "', as another interface of this lane does");
            }
            links.add(link);
        }
        return links;
    }

    private static LinkSpec link(WrittenLink link, Buses buses) {
        for (String key : OF_KERNEL) {
            link.get(key).ifPresent(value -> {
                throw value.mistake("is of a lane on the kernel's buses: a rule has its own rate, as 200@50/s, and a"
                        + " virtual bus its kind");
            });
        }
        Policy policy = link.policy();
        String name = InterfaceNames.single(link.name());
        String bus = bus(link.bus(), buses);
        return link.name().checked(() -> new LinkSpec(name, bus, policy));
    }

    private static String bus(YamlValue place, Buses buses) {
        String bus = place.text();
        if (buses.virtual().containsKey(bus)) {
            return bus;
        }
        String toKernel = "a lane to an interface of the kernel's has container, label or netns in place of a name";
        if (buses.kernel().containsKey(bus)) {
            throw place.mistake("names bus '%s', which is the kernel's; %s".formatted(bus, toKernel));
        }
        throw place.mistake("names bus '%s', which is not declared; %s"
                .formatted(
                        bus,
                        buses.virtual().isEmpty()
                                ? toKernel
                                : "there is "
                                        + String.join(", ", buses.virtual().keySet())));
    }
}
