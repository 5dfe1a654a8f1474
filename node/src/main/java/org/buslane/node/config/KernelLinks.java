package org.buslane.node.config;

import org.buslane.core.policy.Cover;
import org.buslane.core.policy.CoverTooLargeException;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneTerms;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.DeclaredLane;

/**
 * Interfaces of a lane on the kernel's buses, which need not be declared, as they may be the machine's own:
 * {@code {name: can1, bus: can0, read: "100-1FF", rate: 500/s, fd: false}}.
 */
final class KernelLinks {
    private static final String PER_SECOND = "/s";

    private KernelLinks() {}

    static DeclaredLane read(Choice choice, YamlValue item, Buses buses) {
        WrittenLink link = WrittenLink.of(item);
        String bus = InterfaceNames.ofKernel(link.bus());
        if (buses.virtual().containsKey(bus)) {
            throw link.bus()
                    .mistake(
                            ("names bus '%s', which is virtual; a lane to it has a name in place of container, label or"
                                            + " netns, and its folder is mounted into the container")
                                    .formatted(bus));
        }
        Policy policy = link.policy();
        requireFilters(link, "read", policy.read());
        requireFilters(link, "write", policy.write());
        LaneTerms terms = new LaneTerms(
                policy,
                link.get("rate").map(KernelLinks::rate).orElse(0),
                link.get("fd").map(YamlValue::flag).orElse(true));
        return new DeclaredLane(choice, bus, InterfaceNames.ofKernel(link.name()), terms);
    }

    /** The kernel is told of rules as filters, of which no lane has too many. */
    private static void requireFilters(WrittenLink link, String key, RuleSet rules) {
        link.get(key).ifPresent(value -> {
            try {
                Cover.of(rules);
            } catch (CoverTooLargeException e) {
                throw value.mistake("has too many rules: " + e.getMessage());
            }
        });
    }

    private static int rate(YamlValue value) {
        String text = value.text();
        String number = text.endsWith(PER_SECOND) ? text.substring(0, text.length() - PER_SECOND.length()) : text;
        if (number.matches("[0-9]{1,9}")) {
            int rate = Integer.parseInt(number);
            if (rate > 0 && rate <= Rule.MAX_RATE) {
                return rate;
            }
        }
        throw value.mistake(
                "is a number of frames a second from 1 to %d such as 500/s, not '%s'".formatted(Rule.MAX_RATE, text));
    }
}
