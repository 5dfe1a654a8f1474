package org.buslane.lane.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.linux.netlink.GatewayFlag;

/**
 * What frames do that go through one rule after another. For that the first has to echo what it sends: then the rules
 * of its target hear it, as net/can/gw.c and can_send of net/can/af_can.c have it.
 */
final class HopChecks {
    private HopChecks() {}

    static Stream<Finding> find(Survey survey) {
        return Stream.concat(survey.maxHops() > 1 ? chains(survey) : Stream.empty(), ended(survey));
    }

    private static Stream<Finding> chains(Survey survey) {
        List<SeenRule> foreign = survey.foreignRules().toList();
        List<Finding> findings = new ArrayList<>();
        for (SeenRule first : foreign) {
            List<SeenRule> next =
                    foreign.stream().filter(second -> takesUp(first, second)).toList();
            next.stream()
                    .filter(second -> second.target() == first.source() && second.has(GatewayFlag.BACK_TO_ORIGIN))
                    .findFirst()
                    .ifPresent(second -> findings.add(
                            second.finding(Check.RULE_CYCLE, "gives back what %s sends".formatted(first))));
            next.stream()
                    .filter(second -> second.target() != first.source())
                    .findFirst()
                    .ifPresent(second -> findings.add(
                            first.finding(Check.CHAINED_RULES, "sends what %s takes up".formatted(second))));
        }
        return findings.stream();
    }

    /** A first rule that is limited to one hop leaves none (limit_hops of struct cgw_job). */
    private static boolean takesUp(SeenRule first, SeenRule second) {
        return first.target() == second.source()
                && first.has(GatewayFlag.ECHO)
                && first.has(GatewayFlag.FD) == second.has(GatewayFlag.FD)
                && first.rule().hops().orElse(Integer.MAX_VALUE) > 1
                && (!first.rule().modifications().isEmpty() || first.overlaps(second));
    }

    /**
     * By design a mesh's rules end the bus's echo of what a lane wrote, and the second of two rules that lead there and
     * back what the first sent: the kernel counts that before it looks where a frame is from.
     */
    private static Stream<Finding> ended(Survey survey) {
        return survey.rules().stream()
                .filter(rule -> rule.installed().deleted() > 0)
                .filter(rule -> survey.maxHops() > 1 || !survey.isOfALane(rule))
                .filter(rule -> survey.rules().stream().noneMatch(other -> isWayBack(other, rule)))
                .map(rule -> rule.finding(
                        Check.HOP_LIMIT,
                        "ended frames at max_hops=%d: %d"
                                .formatted(survey.maxHops(), rule.installed().deleted())));
    }

    private static boolean isWayBack(SeenRule there, SeenRule back) {
        return there.source() == back.target() && there.target() == back.source() && there.has(GatewayFlag.ECHO);
    }
}
