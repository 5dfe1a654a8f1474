package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.node.NodeException;
import org.buslane.node.buses.KernelBuses;
import org.buslane.node.declared.DeclaredBus;

/**
 * Keeps the buses up that are declared: a card that was unplugged comes back down, with another number and without its
 * bit rate. Owned by the agent's thread.
 */
final class DeclaredBuses implements Duty {
    private static final long RESTART_PAUSE = 1_000_000_000;

    private final LongSupplier clock;
    private final Map<String, Long> restarts = new HashMap<>();
    private List<DeclaredBus> declared;

    /** The number that a bus last had: a name can be changed under it, and lanes go on. */
    private final Map<String, Integer> indexes = new HashMap<>();

    /** @param clock nanoseconds */
    DeclaredBuses(List<DeclaredBus> declared, LongSupplier clock) {
        this.clock = clock;
        this.declared = List.copyOf(declared);
    }

    /** From the next pass on. A bus that is no more declared stays as it is. */
    void declare(List<DeclaredBus> buses) {
        declared = List.copyOf(buses);
    }

    List<DeclaredBus> declared() {
        return declared;
    }

    @Override
    public String subject() {
        return "the declared buses";
    }

    @Override
    public void pass(Upkeep upkeep) {
        for (DeclaredBus bus : declared) {
            upkeep.keep("bus " + bus.name(), () -> keep(bus));
        }
    }

    private List<String> keep(DeclaredBus bus) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            Optional<Link> there = links.find(bus.name());
            if (there.isEmpty()) {
                throw new NodeException(missing(bus.name(), links));
            }
            indexes.put(bus.name(), there.get().index());
            if (KernelBuses.isBusOff(links, bus.name(), bus.wish())) {
                allowRestart(bus.name());
            }
            return KernelBuses.up(links, bus.name(), bus.wish());
        }
    }

    /** A bus with a fault goes off again at once, and a card that never rests disturbs those that are well. */
    private void allowRestart(String name) {
        long now = clock.getAsLong();
        Long last = restarts.get(name);
        if (last != null && now - last < RESTART_PAUSE) {
            throw new NodeException(name + " is bus-off again, less than a second after it was restarted");
        }
        restarts.put(name, now);
    }

    private String missing(String name, Links links) {
        return Optional.ofNullable(indexes.get(name))
                .flatMap(links::find)
                .map(link -> "%s is called %s now: its lanes go on, and `ip link set %s name %s` mends it"
                        .formatted(name, link.name(), link.name(), name))
                .orElse("there is no interface " + name);
    }

    /** What would be done for these. */
    static List<String> plan(List<DeclaredBus> buses) {
        List<String> steps = new ArrayList<>();
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            for (DeclaredBus bus : buses) {
                steps.addAll(
                        links.find(bus.name()).isPresent()
                                ? KernelBuses.plan(links, bus.name(), bus.wish())
                                : List.of("bus %s waits for its interface".formatted(bus.name())));
            }
        }
        return steps;
    }
}
