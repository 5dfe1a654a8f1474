package org.buslane.lane.doctor;

import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.linux.netlink.Link;

/** Lanes, and who keeps them up. */
final class LaneChecks {
    private static final int FD_MTU = 72;

    private LaneChecks() {}

    static Stream<Finding> find(Survey survey) {
        return Stream.concat(survey.lanes().stream().flatMap(lane -> ofLane(survey, lane)), noAgent(survey));
    }

    private static Stream<Finding> ofLane(Survey survey, SeenLane lane) {
        Optional<Link> bus = survey.link(lane.bus());
        if (bus.isEmpty()) {
            return Stream.of(Check.NO_BUS.finding(
                    lane.bus(), "is not there, and %s leads to it".formatted(lane.words()), lane.name()));
        }
        if (lane.copied()) {
            return survey.agent()
                    ? Stream.empty()
                    : Stream.of(Check.COPY_WITHOUT_AGENT.finding(
                            lane.name(), "(%s) is copied, and no agent is running".formatted(lane.words())));
        }
        if (lane.end().isEmpty()) {
            return Stream.of(Check.LANE_GONE.finding(
                    lane.name(), "(%s) is in the records and not in the kernel".formatted(lane.words())));
        }
        return Stream.of(recorded(lane), differs(lane), mtu(lane, lane.end().get(), bus.get()))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> recorded(SeenLane lane) {
        return lane.recorded()
                ? Optional.empty()
                : Optional.of(Check.LANE_WITHOUT_RECORD.finding(
                        lane.name(), "(%s) is in the kernel and not in the records".formatted(lane.words())));
    }

    private static Optional<Finding> differs(SeenLane lane) {
        if (lane.repairs().isEmpty()) {
            return Optional.empty();
        }
        int more = lane.repairs().size() - 1;
        return Optional.of(Check.LANE_DIFFERS.finding(
                lane.name(),
                "(%s) is not as it was promised, it takes: %s%s"
                        .formatted(
                                lane.words(),
                                lane.repairs().getFirst(),
                                more == 0 ? "" : ", and %d more".formatted(more))));
    }

    private static Optional<Finding> mtu(SeenLane lane, Link end, Link bus) {
        boolean narrow = lane.fd() && end.mtu() < FD_MTU && bus.mtu() >= FD_MTU;
        boolean wide = end.mtu() >= FD_MTU && bus.mtu() < FD_MTU;
        return narrow || wide
                ? Optional.of(Check.LANE_MTU.finding(
                        lane.name(), "(%s) has an MTU of %d, its bus %d".formatted(lane.words(), end.mtu(), bus.mtu())))
                : Optional.empty();
    }

    private static Stream<Finding> noAgent(Survey survey) {
        return survey.agent() || survey.lanes().stream().allMatch(SeenLane::copied)
                ? Stream.empty()
                : Stream.of(Check.NO_AGENT.finding("the agent", "is not running, and there are lanes"));
    }
}
