package org.buslane.node.socketcand;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.CanMode;
import org.buslane.linux.netlink.CanParameters;
import org.buslane.linux.netlink.CanTiming;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.tunnel.socketcand.BusControl;
import org.buslane.tunnel.socketcand.Command;

/**
 * What clients do to buses, done by netlink as libsocketcan does it: an interface goes down to be changed. Here one that was
 * up comes up again, as others may be on it; the original leaves that to the next {@code < open … >}. A socket is opened
 * for each, as they are rare, on the thread that calls, which is in the network namespace of the buses.
 *
 * @param virtualBuses have nothing that could be set, and are always ready to be opened
 * @param mayChange whether anything else may be changed
 */
public record KernelBusControl(Set<String> virtualBuses, boolean mayChange) implements BusControl {
    public KernelBusControl {
        virtualBuses = Set.copyOf(virtualBuses);
    }

    @Override
    public Optional<String> set(Command.SetTiming timing) {
        CanTiming wanted = new CanTiming(
                known(timing.bitrate()),
                known(timing.samplePoint()),
                known(timing.tq()),
                known(timing.propagation()),
                known(timing.phase1()),
                known(timing.phase2()),
                known(timing.sjw()),
                known(timing.brp()));
        return change(timing.bus(), (links, link) -> links.timing(link.index(), wanted));
    }

    /** What is left as it is, below 0, is left to the kernel: canctl_set_bittiming of the original's canctl.c. */
    private static int known(int value) {
        return Math.max(0, value);
    }

    @Override
    public Optional<String> set(Command.SetModes modes) {
        CanParameters wanted = new CanParameters(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(
                        CanMode.LISTEN_ONLY, modes.listenOnly(),
                        CanMode.LOOPBACK, modes.loopback(),
                        CanMode.TRIPLE_SAMPLING, modes.threeSamples()));
        return change(modes.bus(), (links, link) -> links.can(link.index(), wanted));
    }

    private Optional<String> change(String bus, BiConsumer<Links, Link> change) {
        if (virtualBuses.contains(bus)) {
            return Optional.of(bus + " is a virtual bus, which has no bit timing and no modes of a CAN card");
        }
        if (!mayChange) {
            return Optional.of("clients may not change " + bus + " here");
        }
        return with(bus, (links, link) -> {
            boolean wasUp = link.isUp();
            if (wasUp) {
                links.down(link.index());
            }
            try {
                change.accept(links, link);
            } catch (LinuxException e) {
                if (wasUp) {
                    restore(links, link);
                }
                throw e;
            }
            if (wasUp) {
                links.up(link.index());
            }
            return Optional.empty();
        });
    }

    private static void restore(Links links, Link link) {
        try {
            links.up(link.index());
        } catch (LinuxException e) {
            // Why it was not changed is what the client is told.
        }
    }

    @Override
    public Optional<String> start(String bus) {
        if (virtualBuses.contains(bus)) {
            return Optional.empty();
        }
        return with(bus, (links, link) -> {
            if (link.isUp()) {
                return Optional.empty();
            }
            if (!mayChange) {
                return Optional.of(bus + " is down, and clients may not set it up here");
            }
            links.up(link.index());
            return Optional.empty();
        });
    }

    private static Optional<String> with(String bus, BiFunction<Links, Link, Optional<String>> step) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            Optional<Link> link = links.list().stream()
                    .filter(each -> each.name().equals(bus) && each.isCan())
                    .findFirst();
            if (link.isEmpty()) {
                return Optional.of("there is no CAN interface " + bus);
            }
            return step.apply(links, link.get());
        } catch (LinuxException e) {
            return Optional.of(
                    e.is(Errno.EPERM)
                            ? "changing %s needs CAP_NET_ADMIN in its network namespace".formatted(bus)
                            : String.valueOf(e.getMessage()));
        }
    }
}
