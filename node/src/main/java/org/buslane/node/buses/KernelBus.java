package org.buslane.node.buses;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.TimingLimits;
import org.buslane.node.NodeException;

/** An interface of the kernel as a bus. Used by the thread of its links' socket. */
final class KernelBus {
    private final Links links;
    private final Link link;
    private final Optional<CanSettings> card;

    private KernelBus(Links links, Link link) {
        this.links = links;
        this.link = link;
        this.card = links.canSettings(link.index());
    }

    /** The interface of this name; empty if there is none, as under a name that none can have. */
    static Optional<KernelBus> find(Links links, String name) {
        return links.list().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .map(link -> new KernelBus(links, link));
    }

    /**
     * What is to be done for it to be up as it is wanted.
     *
     * @throws NodeException if it cannot be like that
     */
    List<BusStep> planUp(BusWish wish) {
        return BusPlan.up(link, card, wish);
    }

    List<BusStep> planDown() {
        return BusPlan.down(link);
    }

    /**
     * Does it. Where the kernel refuses, a bus that went down only for that is up again as it was.
     *
     * @throws NodeException with what it refused
     */
    void apply(List<BusStep> steps) {
        try {
            steps.forEach(this::take);
        } catch (NodeException e) {
            if (steps.contains(new BusStep.Down()) && steps.contains(new BusStep.Up())) {
                restore();
            }
            throw e;
        }
    }

    private void take(BusStep step) {
        try {
            change(step);
        } catch (LinuxException e) {
            throw new NodeException(refusal(step, e), e);
        }
    }

    private void change(BusStep step) {
        int index = link.index();
        switch (step) {
            case BusStep.Down _ -> links.down(index);
            case BusStep.Up _ -> links.up(index);
            case BusStep.Card(var parameters) -> links.can(index, parameters);
            case BusStep.Mtu(int bytes) -> links.mtu(index, bytes);
            case BusStep.Restart _ -> links.restart(index);
            case BusStep.QueueLength(int frames) -> links.queueLength(index, frames);
        }
    }

    /** Part of what the kernel refused it may have done: it takes one parameter after the other. */
    private void restore() {
        attempt(() -> card.ifPresent(before -> links.can(link.index(), before.parameters())));
        attempt(() -> links.up(link.index()));
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (LinuxException e) {
            // The first refusal is the one to tell.
        }
    }

    private String refusal(BusStep step, LinuxException e) {
        String name = link.name();
        if (e.is(Errno.EPERM)) {
            return "changing %s needs CAP_NET_ADMIN in its network namespace: use sudo".formatted(name);
        }
        if (step instanceof BusStep.Up && e.is(Errno.EINVAL) && card.isPresent()) {
            return "%s has no bit rate yet: say one, such as --bitrate 500k (%s)".formatted(name, e.reason());
        }
        return "%s does not take \"%s\": %s%s".formatted(name, step, e.reason(), nearest(step));
    }

    /** Where it is the bit rate that the card's clock is too far from. */
    private String nearest(BusStep step) {
        if (!(step instanceof BusStep.Card(var parameters))) {
            return "";
        }
        return nearest("bit rate", card.flatMap(CanSettings::nominalLimits), parameters.nominal())
                + nearest("bit rate for data", card.flatMap(CanSettings::dataLimits), parameters.data());
    }

    private static String nearest(String what, Optional<TimingLimits> limits, Optional<BitTiming> wanted) {
        if (limits.isEmpty() || wanted.isEmpty()) {
            return "";
        }
        int nearest = limits.get().nearest(wanted.get().bitrate());
        return nearest == 0 || nearest == wanted.get().bitrate()
                ? ""
                : "; the nearest %s its clock of %d Hz has is %d"
                        .formatted(what, limits.get().clock(), nearest);
    }
}
