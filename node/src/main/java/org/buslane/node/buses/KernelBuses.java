package org.buslane.node.buses;

import java.util.List;
import org.buslane.linux.netlink.Links;
import org.buslane.node.NodeException;

/** Interfaces of the kernel's as buses, for who keeps them up. Used by the thread of the links' socket. */
public final class KernelBuses {
    private KernelBuses() {}

    /**
     * Makes one as it is wanted.
     *
     * @return what was done, as words of {@code ip}; nothing if it was so
     * @throws NodeException if there is none, it cannot be like that, or the kernel refuses
     */
    public static List<String> up(Links links, String name, BusWish wish) {
        KernelBus bus = require(links, name);
        List<BusStep> steps = bus.planUp(wish);
        bus.apply(steps);
        return words(name, steps);
    }

    /** What {@link #up} would do. */
    public static List<String> plan(Links links, String name, BusWish wish) {
        return words(name, require(links, name).planUp(wish));
    }

    /** Whether it waits for a restart, which {@link #up} would do. */
    public static boolean isBusOff(Links links, String name, BusWish wish) {
        return require(links, name).planUp(wish).contains(new BusStep.Restart());
    }

    private static KernelBus require(Links links, String name) {
        return KernelBus.find(links, name).orElseThrow(() -> new NodeException("there is no interface " + name));
    }

    private static List<String> words(String name, List<BusStep> steps) {
        return steps.isEmpty()
                ? List.of()
                : List.of(BusStep.commands(name, steps).split("\n", -1));
    }
}
