package org.buslane.lane.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.lane.GatewayModule;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.Link;

/**
 * All that was seen of a machine.
 *
 * @param links of the namespace of the buses
 * @param cards settings by the index of their link
 * @param rules everybody's
 * @param missing modules of the kernel's that are not there and cannot be loaded
 * @param agent whether one is running
 * @param hosted containers with the machine's own network
 */
public record Survey(
        List<Link> links,
        Map<Integer, CanSettings> cards,
        List<SeenRule> rules,
        GatewayModule gateway,
        Set<String> missing,
        List<SeenLane> lanes,
        boolean agent,
        List<HostedContainer> hosted) {
    /** What the kernel takes by default, and for how many rules a frame may go through without can-gw. */
    private static final int ONE_HOP = 1;

    public Survey {
        links = List.copyOf(links);
        cards = Map.copyOf(cards);
        rules = List.copyOf(rules);
        missing = Set.copyOf(missing);
        lanes = List.copyOf(lanes);
        hosted = List.copyOf(hosted);
    }

    Optional<Link> link(int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }

    Optional<Link> link(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** An interface's name, as long as it is there. */
    String name(int index) {
        return link(index).map(Link::name).orElse("interface " + index);
    }

    private boolean isLane(int index) {
        return lanes.stream().flatMap(lane -> lane.end().stream()).anyMatch(end -> end.index() == index);
    }

    boolean isOfALane(SeenRule rule) {
        return isLane(rule.source()) || isLane(rule.target());
    }

    /** Those that neither a lane has nor a configuration declares. */
    Stream<SeenRule> foreignRules() {
        return rules.stream().filter(rule -> !rule.declared() && !isOfALane(rule));
    }

    /** How many rules a frame goes through. */
    int maxHops() {
        return gateway instanceof GatewayModule.Loaded(int maxHops) ? maxHops : ONE_HOP;
    }

    /** How many lanes are on a bus. */
    long lanesOn(Link bus) {
        return lanes.stream().filter(lane -> lane.bus().equals(bus.name())).count();
    }
}
