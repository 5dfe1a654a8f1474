package org.buslane.lane.doctor;

import java.util.stream.Stream;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.Link;

/** Pairs of interfaces between namespaces. */
final class PairChecks {
    private static final String VXCAN = "vxcan";

    private PairChecks() {}

    static Stream<Finding> find(Survey survey) {
        return Stream.concat(
                survey.rules().stream().filter(rule -> collides(survey, rule)).map(rule -> collision(survey, rule)),
                survey.links().stream().filter(PairChecks::isSilent).map(PairChecks::silent));
    }

    /**
     * can_can_gw_rcv of net/can/gw.c compares the index that the frame first came in by, which a vxcan does not change,
     * with that of the target. Only in another namespace may the other end have the number that another one has here.
     */
    private static boolean collides(Survey survey, SeenRule rule) {
        return !rule.has(GatewayFlag.BACK_TO_ORIGIN)
                && survey.link(rule.source())
                        .filter(PairChecks::isPair)
                        .filter(link -> link.peerNamespace().isPresent())
                        .filter(link -> link.peer().orElse(0) == rule.target())
                        .isPresent();
    }

    private static Finding collision(Survey survey, SeenRule rule) {
        return rule.finding(
                Check.IFINDEX_COLLISION,
                "is from a vxcan whose other end has the number of %s, %d"
                        .formatted(survey.name(rule.target()), rule.target()));
    }

    private static boolean isPair(Link link) {
        return link.kind().filter(VXCAN::equals).isPresent();
    }

    private static boolean isSilent(Link link) {
        return isPair(link) && link.echoes();
    }

    private static Finding silent(Link link) {
        return Check.VXCAN_WITHOUT_ECHO.finding(link.name(), "is a vxcan that does not echo");
    }
}
