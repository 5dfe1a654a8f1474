package org.buslane.lane;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;

/**
 * The counters of a lane as the kernel has them at one time. They begin with its pair, those of rates and of can-gw's
 * rules with each of these. At rest what was sent is what was allowed, denied and over rate, to the frame.
 *
 * @param index of both ends
 * @param sent frames that came to the host's end
 * @param written of these
 * @param onBus of the allowed ones those that the bus was given; empty where nothing counts them
 * @param refused by rule, frames that the bus did not take from can-gw: it is down, its MTU too small, its queue full
 * @param read frames that were on their way to the lane
 * @param given of the allowed ones those that its end inside took
 * @param lost frames that were written and lost in this machine's receive queue (netdev_max_backlog) before they came here
 */
public record LaneReading(
        int index,
        long sent,
        Way written,
        OptionalLong onBus,
        Map<GatewayRule, Long> refused,
        Way read,
        long given,
        long lost) {
    public LaneReading {
        refused = Map.copyOf(refused);
    }

    /**
     * What the policy made of frames one way.
     *
     * @param passed frames without a rate
     * @param denied no rule names them
     */
    public record Way(long passed, long denied, List<Rate> rates) {
        public Way {
            rates = List.copyOf(rates);
        }

        /** Frames that got through. */
        public long allowed() {
            return passed
                    + rates.stream()
                            .filter(Rate::isLast)
                            .mapToLong(rate -> rate.frames() - rate.over())
                            .sum();
        }

        /** Frames that did not, as there were too many. */
        public long overRate() {
            return rates.stream().mapToLong(Rate::over).sum();
        }
    }

    /**
     * What went through a rate.
     *
     * @param number of its action
     * @param isLast whether it decides, or the lane's own rate behind it does
     * @param over of the frames those that were too many; a u32 that wraps
     */
    public record Rate(int number, boolean isLast, long frames, long over) {}

    /** Empty for a lane that nothing counts: one of an older version, or of a kernel that cannot. */
    static Optional<LaneReading> of(Link lane, LaneSurvey survey) {
        Map<Integer, Long> counts = survey.actions().stream()
                .filter(action -> isOf(lane, action.index()))
                .collect(Collectors.toMap(
                        action -> ActionNumbers.part(action.index()),
                        action -> action.counters().frames()));
        if (!counts.containsKey(ActionNumbers.ALLOWED_WRITTEN)) {
            return Optional.empty();
        }
        return Optional.of(new LaneReading(
                lane.index(),
                lane.statistics().receivedFrames(),
                new Way(
                        counts.getOrDefault(ActionNumbers.ALLOWED_WRITTEN, 0L),
                        counts.getOrDefault(ActionNumbers.DENIED_WRITTEN, 0L),
                        rates(lane, survey.rates(), false)),
                counts.containsKey(ActionNumbers.ON_BUS)
                        ? OptionalLong.of(counts.get(ActionNumbers.ON_BUS))
                        : OptionalLong.empty(),
                refused(lane, survey),
                new Way(
                        counts.getOrDefault(ActionNumbers.ALLOWED_READ, 0L),
                        counts.getOrDefault(ActionNumbers.DENIED_READ, 0L),
                        rates(lane, survey.rates(), true)),
                lane.statistics().sentFrames(),
                lane.statistics().receiveDrops()));
    }

    private static boolean isOf(Link lane, int number) {
        return ActionNumbers.lane(number).stream().anyMatch(index -> index == lane.index());
    }

    private static List<Rate> rates(Link lane, List<InstalledPolice> all, boolean read) {
        return all.stream()
                .filter(each -> isOf(lane, each.index()))
                .filter(each -> ActionNumbers.part(each.index()) >= ActionNumbers.FIRST_READ == read)
                .map(LaneReading::rate)
                .toList();
    }

    private static Rate rate(InstalledPolice police) {
        boolean isLast =
                police.police().filter(each -> each.conform() == Conform.PASS).isPresent();
        return new Rate(
                police.index(),
                isLast,
                police.counters().frames(),
                police.counters().overLimit());
    }

    /** Those to the bus; between lanes, of a mesh, it is the other one that would not take it. */
    private static Map<GatewayRule, Long> refused(Link lane, LaneSurvey survey) {
        return survey.rules().stream()
                .filter(each -> each.rule().source() == lane.index()
                        && each.dropped() > 0
                        && !survey.isLane(each.rule().target()))
                .collect(Collectors.toMap(InstalledRule::rule, InstalledRule::dropped, Long::sum));
    }
}
