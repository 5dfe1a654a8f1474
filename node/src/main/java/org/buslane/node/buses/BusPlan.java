package org.buslane.node.buses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.linux.netlink.CanParameters;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.CanState;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.SetTiming;
import org.buslane.linux.netlink.TimingLimits;
import org.buslane.node.NodeException;

/**
 * What is to be done to an interface for it to be as it is wanted; nothing where it is so. A card takes its parameters
 * only while it is down (can_changelink of the kernel's drivers/net/can/dev), so it goes down if one is another.
 */
final class BusPlan {
    private static final int CLASSIC_MTU = 16;
    private static final int FD_MTU = 72;

    /** A bit in tenths of a percent. */
    private static final int BIT = 1000;

    private BusPlan() {}

    /**
     * @param card what it is set to, for a CAN card
     * @throws NodeException if an interface of its kind cannot be like that
     */
    static List<BusStep> up(Link link, Optional<CanSettings> card, BusWish wish) {
        requireCan(link);
        List<BusStep> whileDown = card.isPresent() ? parameters(card.get(), wish) : virtual(link, wish);
        List<BusStep> steps = new ArrayList<>();
        boolean goesDown = link.isUp() && !whileDown.isEmpty();
        if (goesDown) {
            steps.add(new BusStep.Down());
        }
        steps.addAll(whileDown);
        wish.queueLength().ifPresent(frames -> {
            if (frames != link.queueLength()) {
                steps.add(new BusStep.QueueLength(frames));
            }
        });
        if (goesDown || !link.isUp()) {
            steps.add(new BusStep.Up());
        } else if (card.filter(each -> waitsForUs(each, wish)).isPresent()) {
            steps.add(new BusStep.Restart());
        }
        return steps;
    }

    /** Whether it is bus-off and comes back neither by itself nor, by somebody's wish, at all. */
    private static boolean waitsForUs(CanSettings card, BusWish wish) {
        return card.state().equals(Optional.of(CanState.BUS_OFF))
                && card.restartMillis() == 0
                && wish.restartMillis().orElse(1) != 0;
    }

    static List<BusStep> down(Link link) {
        requireCan(link);
        return link.isUp() ? List.of(new BusStep.Down()) : List.of();
    }

    private static void requireCan(Link link) {
        if (!link.isCan()) {
            throw new NodeException(link.name() + " is no CAN interface");
        }
    }

    private static List<BusStep> virtual(Link link, BusWish wish) {
        if (wish.isForACard()) {
            throw new NodeException(link.kind()
                    .map(kind ->
                            "%s is a %s, which has no bit rate and no modes of a CAN card".formatted(link.name(), kind))
                    .orElseGet(() -> ("the driver of %s has no bit rate that the kernel sets; a serial adapter's is set"
                                    + " by slcand -s")
                            .formatted(link.name())));
        }
        Boolean fd = wish.modes().get(CanMode.FD);
        if (fd == null || fd == link.mtu() >= FD_MTU) {
            return List.of();
        }
        return List.of(new BusStep.Mtu(fd ? FD_MTU : CLASSIC_MTU));
    }

    private static List<BusStep> parameters(CanSettings card, BusWish wish) {
        Optional<BitTiming> nominal = changed(card.nominal(), card.nominalLimits(), wish.nominal());
        Optional<BitTiming> data = changed(card.data(), card.dataLimits(), wish.data());
        OptionalInt restart =
                wish.restartMillis().isPresent() && wish.restartMillis().getAsInt() != card.restartMillis()
                        ? wish.restartMillis()
                        : OptionalInt.empty();
        Map<CanMode, Boolean> modes = new TreeMap<>(wish.modes());
        if (wish.data().isPresent()) {
            modes.put(CanMode.FD, true);
        }
        modes.entrySet().removeIf(mode -> card.modes().contains(mode.getKey()) == mode.getValue());
        if (nominal.isEmpty() && data.isEmpty() && restart.isEmpty() && modes.isEmpty()) {
            return List.of();
        }
        CanParameters changes = new CanParameters(nominal, data, restart, modes);
        boolean isAboutFd = data.isPresent() || modes.getOrDefault(CanMode.FD, false);
        return List.of(new BusStep.Card(isAboutFd ? withAllOfFd(changes, card, wish) : changes));
    }

    /** CAN FD and its two bit rates come in one message or not at all: can_validate, in the same place. */
    private static CanParameters withAllOfFd(CanParameters changes, CanSettings card, BusWish wish) {
        Optional<BitTiming> nominal = wish.nominal().or(() -> card.nominal().map(SetTiming::wanted));
        Optional<BitTiming> data = wish.data().or(() -> card.data().map(SetTiming::wanted));
        if (nominal.isEmpty() || data.isEmpty()) {
            throw new NodeException("CAN FD needs two bit rates: --bitrate and --dbitrate");
        }
        return new CanParameters(nominal, data, changes.restartMillis(), changes.modes()).with(CanMode.FD, true);
    }

    /** What is wanted, unless it is what the card has, as near as its clock comes to it. */
    private static Optional<BitTiming> changed(
            Optional<SetTiming> set, Optional<TimingLimits> limits, Optional<BitTiming> wanted) {
        return wanted.filter(
                timing -> set.isEmpty() || !isBitrate(set.get(), limits, timing) || !isSamplePoint(set.get(), timing));
    }

    private static boolean isBitrate(SetTiming set, Optional<TimingLimits> limits, BitTiming wanted) {
        return set.bitrate() == wanted.bitrate()
                || limits.map(those -> those.nearest(wanted.bitrate()) == set.bitrate())
                        .orElse(false);
    }

    /** The kernel takes the nearest end of a time quantum: nearer than one of those is as near as it gets. */
    private static boolean isSamplePoint(SetTiming set, BitTiming wanted) {
        if (wanted.samplePoint().isEmpty()) {
            return true;
        }
        int quantum = set.quanta() == 0 ? 1 : BIT / set.quanta();
        return Math.abs(wanted.samplePoint().getAsInt() - set.samplePoint()) < Math.max(quantum, 1);
    }
}
