package org.buslane.lane.doctor;

import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.linux.netlink.CanErrorCounters;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.Link;

/** Cards and the other interfaces that are buses. */
final class BusChecks {
    /** What can_setup of drivers/net/can/dev/dev.c gives a card. */
    private static final int USUAL_QUEUE = 10;

    private BusChecks() {}

    static Stream<Finding> find(Survey survey) {
        return survey.links().stream().filter(Link::isCan).flatMap(link -> ofLink(survey, link));
    }

    private static Stream<Finding> ofLink(Survey survey, Link link) {
        Optional<CanSettings> card = Optional.ofNullable(survey.cards().get(link.index()));
        Stream<Finding> any =
                Stream.of(down(survey, link, card), overruns(link)).flatMap(Optional::stream);
        return Stream.concat(any, card.stream().flatMap(settings -> ofCard(link, settings)));
    }

    /** One without a bit rate needs that first. */
    private static Optional<Finding> down(Survey survey, Link link, Optional<CanSettings> card) {
        long lanes = survey.lanesOn(link);
        boolean settable = card.isEmpty() || card.get().nominal().isPresent();
        return !link.isUp() && lanes > 0 && settable
                ? Optional.of(Check.BUS_DOWN.finding(link.name(), "is down, and lanes lead to it: " + lanes))
                : Optional.empty();
    }

    private static Optional<Finding> overruns(Link link) {
        long frames = link.statistics().receiveOverruns();
        return frames > 0
                ? Optional.of(Check.OVERRUNS.finding(link.name(), "lost frames in overruns: " + frames))
                : Optional.empty();
    }

    /** What a card that is down is set to, it may yet be told. */
    private static Stream<Finding> ofCard(Link link, CanSettings card) {
        if (card.nominal().isEmpty() && !link.isUp()) {
            return Stream.of(Check.NO_BIT_RATE.finding(link.name(), "has no bit rate"));
        }
        return link.isUp()
                ? Stream.of(state(link, card), restart(link, card), queue(link)).flatMap(Optional::stream)
                : Stream.empty();
    }

    private static Optional<Finding> state(Link link, CanSettings card) {
        return card.state().flatMap(state -> switch (state) {
            case BUS_OFF -> Optional.of(Check.BUS_OFF.finding(link.name(), "is bus-off" + counters(card)));
            case ERROR_PASSIVE ->
                Optional.of(Check.ERROR_PASSIVE.finding(link.name(), "is error-passive" + counters(card)));
            case ERROR_ACTIVE, ERROR_WARNING, STOPPED, SLEEPING -> Optional.empty();
        });
    }

    private static String counters(CanSettings card) {
        return card.errorCounters().map(BusChecks::words).orElse("");
    }

    private static String words(CanErrorCounters counters) {
        return ", with an error counter of %d for sending and %d for receiving"
                .formatted(counters.sending(), counters.receiving());
    }

    private static Optional<Finding> restart(Link link, CanSettings card) {
        return card.restartMillis() == 0
                ? Optional.of(Check.NO_RESTART.finding(link.name(), "is not restarted by itself"))
                : Optional.empty();
    }

    private static Optional<Finding> queue(Link link) {
        return link.queueLength() <= USUAL_QUEUE
                ? Optional.of(
                        Check.SHORT_QUEUE.finding(link.name(), "lets frames wait to be sent: " + link.queueLength()))
                : Optional.empty();
    }
}
