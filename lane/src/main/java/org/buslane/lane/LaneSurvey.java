package org.buslane.lane;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.InstalledAction;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Traffic;

/**
 * What can be seen of lanes from the host, which takes no privilege.
 *
 * @param links all of the host's
 * @param rules everybody's can-gw rules
 * @param rates everybody's
 * @param actions everybody's, of gact
 * @param queueDrops by index, frames that an interface's queue had no room for
 */
public record LaneSurvey(
        List<Link> links,
        List<InstalledRule> rules,
        List<InstalledPolice> rates,
        List<InstalledAction> actions,
        Map<Integer, Long> queueDrops) {
    public LaneSurvey {
        links = List.copyOf(links);
        rules = List.copyOf(rules);
        rates = List.copyOf(rates);
        actions = List.copyOf(actions);
        queueDrops = Map.copyOf(queueDrops);
    }

    /** Whether this index is a lane's: rules between two such are a mesh's, and lead to no bus. */
    public boolean isLane(int index) {
        return links.stream()
                .anyMatch(link -> link.index() == index && LaneTag.of(link).isPresent());
    }

    /** The counters of the lane with that host's end; empty if nothing counts there. */
    public Optional<LaneReading> reading(Link lane) {
        return LaneReading.of(lane, this);
    }

    /**
     * Of the calling thread's namespace. In the order in which a frame comes by what counts it, so that one on its way
     * is not taken for lost.
     */
    public static LaneSurvey look(Modules modules) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            List<Link> links = new Links(socket).list();
            Traffic traffic = new Traffic(socket);
            List<InstalledPolice> rates = traffic.listPolice();
            List<InstalledAction> actions = traffic.listActions();
            return new LaneSurvey(links, rules(modules, socket), rates, actions, traffic.queueDrops());
        }
    }

    /** The same without what tc counts. */
    public static LaneSurvey glance(Modules modules) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            return new LaneSurvey(new Links(socket).list(), rules(modules, socket), List.of(), List.of(), Map.of());
        }
    }

    private static List<InstalledRule> rules(Modules modules, NetlinkSocket socket) {
        return modules.gateway() instanceof GatewayModule.Loaded ? new Gateway(socket).list() : List.of();
    }

    /** The host's ends of lanes. */
    public static List<Link> lanes() {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            return new Links(socket)
                    .list().stream()
                            .filter(link -> LaneTag.of(link).isPresent())
                            .toList();
        }
    }

    /**
     * Gives the host's end of a lane its name back, if somebody has renamed it. Kernels before 6.2 rename only what is
     * down; what the container sends in that moment nobody counts (noop_qdisc of net/sched/sch_generic.c).
     *
     * @return what was done, in words
     */
    public static List<String> restoreName(LaneId lane, int index, long namespace) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            Optional<Link> renamed = links.find(index)
                    .filter(link -> LaneTag.ofRenamed(link)
                            .filter(tag -> tag.namespace() == namespace)
                            .isPresent());
            renamed.ifPresent(link -> {
                links.down(index);
                try {
                    links.rename(index, lane.text());
                } finally {
                    links.up(index);
                }
            });
            return renamed.map(link -> List.of("rename %s back".formatted(link.name())))
                    .orElse(List.of());
        }
    }

    /** Deletes a lane: with this end go the other one, the rules and the filters, but for the one at the bus. */
    public static void delete(int index) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            new Links(socket).delete(index);
        }
    }
}
