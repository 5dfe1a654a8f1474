package org.buslane.lane.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.buslane.lane.GatewayModule;
import org.buslane.linux.netlink.CanErrorCounters;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.CanState;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.buslane.linux.netlink.SetTiming;

/** Machines made by hand: a healthy one with the buses can0 and can1, and what may be wrong with it. */
final class Surveys {
    static final int CAN0 = 3;
    static final int CAN1 = 4;
    static final int CAN2 = 5;
    static final int LANE = 100_001;

    private static final int UP = 0x1 | 0x10000;
    private static final int ECHO = 0x40000;
    private static final int ARPHRD_CAN = 280;

    private final List<Link> links = new ArrayList<>(List.of(bus(CAN0), bus(CAN1), bus(CAN2)));
    private final Map<Integer, CanSettings> cards = new HashMap<>();
    private final List<SeenRule> rules = new ArrayList<>();
    private final List<SeenLane> lanes = new ArrayList<>();
    private GatewayModule gateway = new GatewayModule.Loaded(2);
    private Set<String> missing = Set.of();
    private boolean agent = true;
    private List<HostedContainer> hosted = List.of();

    static Link link(int index, String name, String kind, int flags, int mtu) {
        return new Link(
                index,
                name,
                Optional.of(kind),
                ARPHRD_CAN,
                flags,
                mtu,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1000,
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static Link bus(int index) {
        return link(index, "can" + (index - CAN0), "vcan", UP | ECHO, 72);
    }

    static Link down(int index) {
        return link(index, "can" + (index - CAN0), "vcan", 0, 72);
    }

    static Link narrow(int index) {
        return link(index, "can" + (index - CAN0), "vcan", UP, 16);
    }

    static Link overrun(Link link, long frames) {
        return new Link(
                link.index(),
                link.name(),
                link.kind(),
                link.hardware(),
                link.flags(),
                link.mtu(),
                link.alias(),
                link.peer(),
                link.peerNamespace(),
                link.master(),
                link.queueLength(),
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0, frames));
    }

    /** One end, with the other one's number in a namespace of another number. */
    static Link pair(int index, int peer, OptionalInt namespace, boolean echoes) {
        return new Link(
                index,
                "vx" + index,
                Optional.of("vxcan"),
                ARPHRD_CAN,
                UP | (echoes ? ECHO : 0),
                72,
                Optional.empty(),
                OptionalInt.of(peer),
                namespace,
                OptionalInt.empty(),
                0,
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    static CanSettings card(Optional<Integer> bitrate, int restartMillis, CanState state) {
        return new CanSettings(
                bitrate.map(bits -> new SetTiming(bits, 875, 16)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                restartMillis,
                Set.of(),
                Optional.of(state),
                Optional.of(new CanErrorCounters(128, 5)));
    }

    static GatewayRule rule(int from, int to, String letters) {
        EnumSet<GatewayFlag> flags = EnumSet.noneOf(GatewayFlag.class);
        Map.of(
                        "e", GatewayFlag.ECHO,
                        "i", GatewayFlag.BACK_TO_ORIGIN,
                        "X", GatewayFlag.FD)
                .forEach((letter, flag) -> {
                    if (letters.contains(letter)) {
                        flags.add(flag);
                    }
                });
        return GatewayRule.of(from, to, flags);
    }

    static GatewayRule rule(int from, int to, String letters, int id, int mask) {
        return rule(from, to, letters).withFilter(new GatewayFilter(id, mask));
    }

    static SeenRule seen(GatewayRule rule, long dropped, long deleted) {
        String fd = rule.flags().contains(GatewayFlag.FD) ? " -X" : "";
        return new SeenRule(
                new InstalledRule(rule, 0, dropped, deleted),
                false,
                "-s %d -d %d%s -f %s".formatted(rule.source(), rule.target(), fd, rule.filter()));
    }

    static SeenLane lane(Link end, String... repairs) {
        return new SeenLane(
                "bl00000001", "can0 of docker:seat", "can0", Optional.of(end), true, true, false, List.of(repairs));
    }

    static Link laneEnd(int mtu) {
        return link(LANE, "bl00000001", "vxcan", UP, mtu);
    }

    Surveys with(Link link) {
        links.removeIf(other -> other.index() == link.index());
        links.add(link);
        return this;
    }

    Surveys without(int index) {
        links.removeIf(link -> link.index() == index);
        return this;
    }

    Surveys card(int index, CanSettings card) {
        cards.put(index, card);
        return this;
    }

    Surveys rules(GatewayRule... more) {
        Arrays.stream(more).forEach(rule -> rules.add(seen(rule, 0, 0)));
        return this;
    }

    /** For classic frames and CAN FD. */
    Surveys both(int from, int to, String letters) {
        return rules(rule(from, to, letters), rule(from, to, letters + "X"));
    }

    Surveys counted(SeenRule rule) {
        rules.add(rule);
        return this;
    }

    Surveys lane(SeenLane lane) {
        lanes.add(lane);
        lane.end().ifPresent(this::with);
        return this;
    }

    Surveys gateway(int maxHops) {
        gateway = new GatewayModule.Loaded(maxHops);
        return this;
    }

    Surveys missing(String... modules) {
        missing = Set.of(modules);
        return this;
    }

    Surveys withoutAgent() {
        agent = false;
        return this;
    }

    Surveys hosted(HostedContainer... containers) {
        hosted = List.of(containers);
        return this;
    }

    /** As "check object", the worst first. */
    List<String> found() {
        return findings().stream()
                .map(finding -> finding.check().id() + " " + finding.object())
                .toList();
    }

    List<Finding> findings() {
        return Doctor.examine(new Survey(links, cards, rules, gateway, missing, lanes, agent, hosted));
    }
}
