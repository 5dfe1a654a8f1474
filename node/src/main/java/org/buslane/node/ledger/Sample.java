package org.buslane.node.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.buslane.lane.LaneReading;
import org.buslane.lane.LaneSurvey;
import org.buslane.linux.netlink.Link;

/**
 * The kernel's counters about a lane at one time, by name.
 *
 * @param generation of the lane's pair: counters of another one began at 0
 * @param routed whether something leads from the bus to the lane
 * @param busUp whether the bus is there, and up
 */
record Sample(String generation, boolean routed, boolean busUp, Map<String, Long> counters) {
    static final String SENT = "sent";
    static final String BACKLOG = "backlog";
    static final String PASSED = "passed";
    static final String DENIED = "denied";
    static final String ON_BUS = "on-bus";
    static final String READ_PASSED = "read-passed";
    static final String READ_DENIED = "read-denied";
    static final String GIVEN = "given";

    /** No counter: how many rules lead from the bus to the lane. */
    static final String WAYS = "ways";

    /** Prefixes: of what has a number or a name of its own. */
    static final String RATE = "rate ";

    static final String READ_RATE = "read-rate ";
    static final String REFUSED = "refused ";
    static final String SEEN = "seen ";
    static final String FULL = "full ";

    /** Suffixes of rates: frames of one that decides, and of one that the lane's own is behind, and too many of either. */
    static final String FRAMES = " frames";

    static final String FIRST = " first";
    static final String OVER = " over";

    Sample {
        counters = Map.copyOf(counters);
    }

    /** Empty where nothing counts. */
    static Optional<Sample> of(Subject subject, LaneSurvey survey) {
        return survey.reading(subject.link()).map(reading -> of(subject, survey, reading));
    }

    private static Sample of(Subject subject, LaneSurvey survey, LaneReading reading) {
        Map<String, Long> counters = new TreeMap<>();
        counters.put(SENT, reading.sent());
        counters.put(BACKLOG, reading.lost());
        counters.put(PASSED, reading.written().passed());
        counters.put(DENIED, reading.written().denied());
        reading.written().rates().forEach(rate -> put(counters, RATE, rate));
        reading.onBus().ifPresent(frames -> counters.put(ON_BUS, frames));
        reading.refused().forEach((rule, frames) -> counters.put(REFUSED + rule, frames));
        counters.put(READ_PASSED, reading.read().passed());
        counters.put(READ_DENIED, reading.read().denied());
        reading.read().rates().forEach(rate -> put(counters, READ_RATE, rate));
        counters.put(GIVEN, reading.given());
        Optional<Link> bus = bus(subject, survey);
        bus.ifPresent(link -> counters.put(SEEN + link.index(), seen(link)));
        bus.ifPresent(
                link -> counters.put(FULL + link.index(), survey.queueDrops().getOrDefault(link.index(), 0L)));
        bus.ifPresent(link -> counters.put(WAYS, ways(survey, link, subject.link())));
        boolean routed = bus.filter(link -> leads(survey, link, subject.link())).isPresent();
        return new Sample(subject.generation(), routed, bus.filter(Link::isUp).isPresent(), counters);
    }

    /** By its name, or, if somebody has renamed it, by the rules that lead from there to the lane all the same. */
    private static Optional<Link> bus(Subject subject, LaneSurvey survey) {
        return survey.links().stream()
                .filter(link -> link.name().equals(subject.bus()))
                .findFirst()
                .or(() -> survey.links().stream()
                        .filter(link -> !survey.isLane(link.index()))
                        .filter(link -> leads(survey, link, subject.link()))
                        .findFirst());
    }

    private static boolean leads(LaneSurvey survey, Link bus, Link lane) {
        return ways(survey, bus, lane) > 0;
    }

    private static long ways(LaneSurvey survey, Link bus, Link lane) {
        return survey.rules().stream()
                .filter(rule ->
                        rule.rule().source() == bus.index() && rule.rule().target() == lane.index())
                .count();
    }

    /** How many rules lead from the bus to the lane. */
    long ways() {
        return counters.getOrDefault(WAYS, 0L);
    }

    private static void put(Map<String, Long> counters, String prefix, LaneReading.Rate rate) {
        counters.put(prefix + rate.number() + (rate.isLast() ? FRAMES : FIRST), rate.frames());
        counters.put(prefix + rate.number() + OVER, rate.over());
    }

    /** Frames on it. A virtual one counts what is sent there as received, too (vcan_tx of drivers/net/can/vcan.c). */
    private static long seen(Link bus) {
        boolean isVirtual = bus.kind()
                .filter(kind -> kind.equals("vcan") || kind.equals("vxcan"))
                .isPresent();
        return bus.statistics().receivedFrames()
                + (isVirtual ? 0 : bus.statistics().sentFrames());
    }
}
