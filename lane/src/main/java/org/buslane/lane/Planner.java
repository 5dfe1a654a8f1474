package org.buslane.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.buslane.core.policy.CoverTooLargeException;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;

/** From what is wanted and what there is to the steps between them. */
public final class Planner {
    /** By which a lane's echo reaches the other lanes: to the bus is one hop, from there the second. */
    static final int HOPS = 2;

    private static final int FD_MTU = 72;
    private static final int CLASSIC_MTU = 16;

    private final LaneRequest request;
    private final Snapshot snapshot;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The host's end goes up last: until then a program inside has an error, and no frame that nobody counts. */
    private final List<Step> up = new ArrayList<>();

    private Planner(LaneRequest request, Snapshot snapshot) {
        this.request = request;
        this.snapshot = snapshot;
    }

    /**
     * @throws LaneException saying why it cannot be
     */
    public static Plan plan(LaneRequest request, Snapshot snapshot) {
        try {
            return new Planner(request, snapshot).plan();
        } catch (CoverTooLargeException e) {
            throw new LaneException(String.valueOf(e.getMessage()), e);
        }
    }

    private Plan plan() {
        if (snapshot.inside().namespace() == snapshot.host().namespace()) {
            throw new LaneException("%s has the host's network, and so %s itself: there is nothing to attach"
                    .formatted(request.owner(), request.bus()));
        }
        Link bus = bus();
        Wiring wiring = wiring();
        boolean fd = request.terms().fd() && bus.mtu() >= FD_MTU;
        int mtu = fd ? FD_MTU : CLASSIC_MTU;
        End end = wiring == Wiring.COPY ? copied(mtu) : end(mtu);
        if (wiring != Wiring.COPY) {
            Covers covers = Covers.of(request.terms().policy());
            filters(end, covers, bus);
            rules(end, wiring, new LaneRules(bus.index(), end.index(), request.terms(), covers, fd));
            steps.addAll(up);
        }
        if (!bus.isUp()) {
            notes.add("%s is down: no frame goes through until it is up".formatted(bus.name()));
        }
        if (request.terms().fd() && !fd) {
            notes.add("%s carries no CAN FD, and so %s neither".formatted(bus.name(), request.name()));
        }
        return new Plan(request, end.lane(), end.index(), wiring, steps, notes);
    }

    private Link bus() {
        Link bus = snapshot.host().find(request.bus()).orElseThrow(() -> new LaneException(noBus()));
        if (!bus.isCan()) {
            throw new LaneException("%s is no CAN interface".formatted(bus.name()));
        }
        if (LaneTag.of(bus).isPresent()) {
            throw new LaneException("%s is a lane and no bus".formatted(bus.name()));
        }
        return bus;
    }

    private String noBus() {
        String others = snapshot.host().links().stream()
                .filter(link -> link.isCan() && LaneTag.of(link).isEmpty())
                .map(Link::name)
                .collect(Collectors.joining(", "));
        return "there is no bus %s on this machine; %s"
                .formatted(request.bus(), others.isEmpty() ? "it has no CAN interface" : "there is " + others);
    }

    /** Whether the bus's echo cannot reach other lanes, and each has rules to each. */
    static boolean isMesh(GatewayModule gateway) {
        return gateway instanceof GatewayModule.Loaded(int maxHops) && maxHops < HOPS;
    }

    private Wiring wiring() {
        if (!snapshot.host().vxcan()) {
            notes.add("the kernel has no vxcan: a process of Buslane's copies the frames");
            return Wiring.COPY;
        }
        GatewayModule gateway = snapshot.host().gateway();
        if (!(gateway instanceof GatewayModule.Missing)
                && CopiedEnd.find(request, snapshot).isPresent()) {
            notes.add("%s is copied since the kernel had no vxcan or can-gw: detached and attached anew it no longer is"
                    .formatted(request.name()));
            return Wiring.COPY;
        }
        return switch (gateway) {
            case GatewayModule.Missing _ -> {
                notes.add("the kernel has no can-gw: a process of Buslane's copies the frames");
                yield Wiring.COPY;
            }
            case GatewayModule.Loadable _ -> {
                steps.add(new Step.LoadGateway(HOPS));
                yield Wiring.STAR;
            }
            case GatewayModule.Loaded loaded when !isMesh(loaded) -> Wiring.STAR;
            case GatewayModule.Loaded loaded -> {
                notes.add(
                        "can-gw was loaded with max_hops=%d: each lane has rules to each other one (modprobe -r can-gw and a new attach make it a star)"
                                .formatted(loaded.maxHops()));
                yield Wiring.MESH;
            }
        };
    }

    private record End(LaneId lane, int index) {}

    private End end(int mtu) {
        Optional<Link> there = snapshot.hostEnd(request);
        if (there.isPresent()) {
            return adopt(there.get(), mtu);
        }
        snapshot.inside().find(request.name()).ifPresent(taken -> {
            throw taken(request, taken);
        });
        return create(mtu);
    }

    static LaneException taken(LaneRequest request, Link taken) {
        return new LaneException("%s has an interface %s already, a %s that Buslane did not make"
                .formatted(request.owner(), taken.name(), taken.kind().orElse("device")));
    }

    private End copied(int mtu) {
        snapshot.hostEnd(request).ifPresent(link -> {
            throw new LaneException(
                    "%s of %s is a pair for can-gw, which the kernel has no more: detach it, and attach it anew to have it copied"
                            .formatted(link.name(), request.owner()));
        });
        LaneId lane = freeLane();
        int index = new CopiedEnd(request, snapshot, tag(), steps, notes).plan(lane, mtu);
        return new End(lane, index);
    }

    private End adopt(Link link, int mtu) {
        LaneId lane = new LaneId(link.name());
        Optional<Link> inside = snapshot.inside().find(request.name());
        if (inside.isEmpty()) {
            throw new LaneException("the interface of %s was renamed in %s; its other end is %s"
                    .formatted(lane, request.owner(), request.name()));
        }
        if (inside.get().mtu() != mtu) {
            notes.add("%s keeps its MTU of %d"
                    .formatted(request.name(), inside.get().mtu()));
        }
        LaneTag wanted = tag();
        if (!link.alias().equals(Optional.of(wanted.alias()))) {
            steps.add(new Step.Tag(link.index(), wanted, false));
        }
        if (!inside.get().isUp()) {
            steps.add(new Step.Up(inside.get().index(), request.name(), true));
        }
        if (!link.isUp()) {
            up.add(new Step.Up(link.index(), link.name(), false));
        }
        return new End(lane, link.index());
    }

    private End create(int mtu) {
        LaneId lane = freeLane();
        int index = LaneIndex.free(lane, snapshot::hasIndex);
        steps.add(new Step.CreatePair(index, request.name(), lane, mtu));
        steps.add(new Step.Tag(index, tag(), false));
        up.add(new Step.Up(index, lane.text(), false));
        return new End(lane, index);
    }

    /** The first of its names that nobody has. What the container had before it was restarted goes with its namespace. */
    private LaneId freeLane() {
        for (int attempt = 0; ; attempt++) {
            LaneId lane = LaneId.of(request.owner(), request.name(), attempt);
            if (snapshot.host().find(lane.text()).isEmpty()) {
                return lane;
            }
        }
    }

    private LaneTag tag() {
        return new LaneTag(snapshot.inside().namespace(), request.bus(), request.name(), request.owner());
    }

    private void filters(End end, Covers covers, Link bus) {
        Snapshot.Control control = snapshot.host().control();
        if (!control.possible() && !request.terms().hasRates()) {
            notes.add("the kernel has no tc with clsact, u32, matchall and gact: nothing is counted but what was sent");
            return;
        }
        LaneFilters.difference(
                end.lane(), LaneFilters.of(end.index(), request.terms(), covers, control), control.lane(), steps);
        if (control.bus().room() == Snapshot.Room.TAKEN) {
            notes.add("%s has a qdisc ingress, in place of a clsact: what comes there is not counted"
                    .formatted(bus.name()));
        } else {
            BusFilter.difference(bus, end.lane(), end.index(), control.bus(), steps);
        }
    }

    private void rules(End end, Wiring wiring, LaneRules rules) {
        List<GatewayRule> wanted = wiring == Wiring.STAR ? rules.star() : rules.mesh(snapshot.neighbours());
        // Several equal ones are several rules, each of which forwards.
        List<GatewayRule> missing = new ArrayList<>(wanted);
        List<GatewayRule> superfluous = new ArrayList<>();
        for (InstalledRule each : snapshot.host().rules()) {
            GatewayRule rule = each.rule();
            if ((rule.source() == end.index() || rule.target() == end.index()) && !missing.remove(rule)) {
                superfluous.add(rule);
            }
        }
        // First the old ones go: for a moment a frame may be one that nobody lets through, but never two.
        superfluous.forEach(
                rule -> steps.add(new Step.DeleteRule(rule, name(rule.source(), end), name(rule.target(), end))));
        missing.forEach(rule -> steps.add(new Step.AddRule(rule, name(rule.source(), end), name(rule.target(), end))));
        noteForeign(end, wiring);
    }

    /** With two hops allowed, rules of others may come to be chained with each other's. */
    private void noteForeign(End end, Wiring wiring) {
        Set<Integer> ours = new HashSet<>();
        snapshot.host().links().stream()
                .filter(link -> LaneTag.of(link).isPresent())
                .forEach(link -> ours.add(link.index()));
        ours.add(end.index());
        long foreign = snapshot.host().rules().stream()
                .map(InstalledRule::rule)
                .filter(rule -> !ours.contains(rule.source()) && !ours.contains(rule.target()))
                .count();
        if (foreign > 0 && wiring == Wiring.STAR) {
            notes.add(
                    "there are %d can-gw rules that are not Buslane's: with max_hops above 1 frames may go through two of them"
                            .formatted(foreign));
        }
    }

    private String name(int index, End end) {
        return index == end.index()
                ? end.lane().text()
                : snapshot.host().links().stream()
                        .filter(link -> link.index() == index)
                        .map(Link::name)
                        .findFirst()
                        .orElse("#" + index);
    }
}
