package org.buslane.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.buslane.linux.netlink.TrafficFilter;

/** Machines as plans see them. */
final class Scenes {
    static final long HOST = 4026531840L;
    static final long INSIDE = 4026532200L;
    static final int BUS = 3;

    private static final int UP = 0x1 | 0x10000;
    private static final int ARPHRD_CAN = 280;
    private static final int ARPHRD_LOOPBACK = 772;
    private static final LinkStatistics NONE = new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    private Scenes() {}

    static Link link(int index, String name, String kind, int mtu, String alias) {
        return new Link(
                index,
                name,
                Optional.of(kind).filter(text -> !text.isEmpty()),
                kind.isEmpty() ? ARPHRD_LOOPBACK : ARPHRD_CAN,
                UP,
                mtu,
                Optional.of(alias).filter(text -> !text.isEmpty()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                10,
                NONE);
    }

    static InstalledFilter installed(TrafficFilter filter, int handle) {
        FilterPlace place = new FilterPlace(filter.index(), filter.side(), filter.priority(), "u32", handle);
        return new InstalledFilter.Known(place, filter, OptionalLong.empty(), ActionCounters.NONE);
    }

    static Link down(Link link) {
        return new Link(
                link.index(),
                link.name(),
                link.kind(),
                link.hardware(),
                0,
                link.mtu(),
                link.alias(),
                link.peer(),
                link.peerNamespace(),
                link.master(),
                link.queueLength(),
                link.statistics());
    }

    static LaneRequest request(String read, String write) {
        return new LaneRequest(
                "docker:seat",
                "can0",
                "can0",
                new LaneTerms(new Policy(RuleSet.parse(read), RuleSet.parse(write), false)));
    }

    /** With a bus can0 of CAN FD, and can-gw as it should be. */
    static Builder machine() {
        return new Builder();
    }

    static final class Builder {
        private final List<Link> host =
                new ArrayList<>(List.of(link(1, "lo", "", 65536, ""), link(BUS, "can0", "can", 72, "")));
        private final List<Link> inside = new ArrayList<>(List.of(link(1, "lo", "", 65536, "")));
        private final List<InstalledRule> rules = new ArrayList<>();
        private Snapshot.Control control = Snapshot.Control.NONE;
        private GatewayModule gateway = new GatewayModule.Loaded(2);
        private boolean vxcan = true;
        private boolean vcan = true;
        private long namespace = INSIDE;
        private List<Snapshot.Neighbour> neighbours = List.of();

        Builder onHost(Link... links) {
            host.addAll(List.of(links));
            return this;
        }

        Builder bus(Link bus) {
            host.set(1, bus);
            return this;
        }

        Builder inside(Link... links) {
            inside.addAll(List.of(links));
            return this;
        }

        Builder rules(List<GatewayRule> some) {
            some.forEach(rule -> rules.add(new InstalledRule(rule, 0, 0, 0)));
            return this;
        }

        /** With the filters that a plan added, at the lane and at the bus. */
        Builder filters(Plan plan) {
            List<InstalledFilter> lane = new ArrayList<>();
            List<InstalledFilter> bus = new ArrayList<>();
            for (Step step : plan.steps()) {
                if (step instanceof Step.AddFilter(var _, TrafficFilter filter)) {
                    (filter.index() == BUS ? bus : lane).add(installed(filter, 0x80000800 + lane.size()));
                }
            }
            return control(new Snapshot.Control(
                    true,
                    new Snapshot.Filters(Snapshot.Room.CLSACT, lane),
                    new Snapshot.Filters(Snapshot.Room.CLSACT, bus),
                    List.of(),
                    List.of()));
        }

        Builder control(Snapshot.Control some) {
            control = some;
            return this;
        }

        Builder gateway(GatewayModule module) {
            gateway = module;
            return this;
        }

        Builder withoutVxcan() {
            vxcan = false;
            return this;
        }

        Builder withoutVcan() {
            vcan = false;
            return this;
        }

        Builder inTheHostsNetwork() {
            namespace = HOST;
            return this;
        }

        Builder neighbours(Snapshot.Neighbour... others) {
            neighbours = List.of(others);
            return this;
        }

        Snapshot build() {
            return new Snapshot(
                    new Snapshot.Host(HOST, host, rules, control, gateway, vxcan, vcan),
                    new Snapshot.Inside(namespace, inside),
                    neighbours);
        }
    }
}
