package org.buslane.lane.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.Link;

/** can-gw's rules, each by itself and beside others between the same two interfaces. */
final class RuleChecks {
    private static final int FD_MTU = 72;

    private RuleChecks() {}

    static Stream<Finding> find(Survey survey) {
        return Stream.of(duplicates(survey), overlaps(survey), oneKind(survey), mtu(survey), drops(survey))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> duplicates(Survey survey) {
        return survey.rules().stream()
                .map(SeenRule::rule)
                .distinct()
                .map(rule -> survey.rules().stream()
                        .filter(each -> each.rule().equals(rule))
                        .toList())
                .filter(same -> same.size() > 1)
                .map(same -> same.getFirst().finding(Check.DUPLICATE_RULE, "is there %d times".formatted(same.size())));
    }

    /** The first pair between two interfaces stands for all of them. */
    private static Stream<Finding> overlaps(Survey survey) {
        List<Finding> findings = new ArrayList<>();
        List<SeenRule> told = new ArrayList<>();
        for (SeenRule one : survey.rules()) {
            if (told.stream().noneMatch(one::isBeside)) {
                survey.rules().stream()
                        .filter(one::isBeside)
                        .filter(other -> !other.rule().equals(one.rule()) && one.overlaps(other))
                        .findFirst()
                        .ifPresent(other -> {
                            told.add(one);
                            findings.add(overlap(one, other));
                        });
            }
        }
        return findings.stream();
    }

    private static Finding overlap(SeenRule one, SeenRule other) {
        return one.finding(Check.OVERLAPPING_RULES, "is for frames that %s is for, too".formatted(other));
    }

    private static Stream<Finding> oneKind(Survey survey) {
        List<SeenRule> told = new ArrayList<>();
        for (SeenRule rule : survey.rules()) {
            boolean alone = survey.rules().stream()
                    .noneMatch(other ->
                            isBetweenTheSame(rule, other) && rule.has(GatewayFlag.FD) != other.has(GatewayFlag.FD));
            boolean first = told.stream().noneMatch(other -> isBetweenTheSame(rule, other));
            if (alone
                    && first
                    && !survey.isOfALane(rule)
                    && carriesFd(survey, rule.source())
                    && carriesFd(survey, rule.target())) {
                told.add(rule);
            }
        }
        return told.stream().map(RuleChecks::oneKind);
    }

    private static Finding oneKind(SeenRule rule) {
        boolean fd = rule.has(GatewayFlag.FD);
        String other = fd ? rule.words().replace(" -X", "") : rule.words() + " -X";
        return Check.ONE_KIND_ONLY.finding(
                rule.toString(),
                fd
                        ? "has none beside it for classic frames, which both interfaces carry"
                        : "has none beside it for CAN FD, which both interfaces carry",
                other);
    }

    private static boolean isBetweenTheSame(SeenRule one, SeenRule other) {
        return one.source() == other.source() && one.target() == other.target();
    }

    private static boolean carriesFd(Survey survey, int index) {
        return survey.link(index).filter(link -> link.mtu() >= FD_MTU).isPresent();
    }

    /** Of a lane's it is said that its MTU is another. */
    private static Stream<Finding> mtu(Survey survey) {
        return survey.rules().stream()
                .filter(rule -> rule.has(GatewayFlag.FD) && !survey.isOfALane(rule))
                .flatMap(rule -> {
                    Optional<Link> target = survey.link(rule.target()).filter(link -> link.mtu() < FD_MTU);
                    return target.stream()
                            .map(link -> Check.RULE_MTU.finding(
                                    rule.toString(),
                                    "is for CAN FD, and %s has an MTU of %d".formatted(link.name(), link.mtu()),
                                    link.name()));
                });
    }

    private static Stream<Finding> drops(Survey survey) {
        return survey.rules().stream()
                .filter(rule -> rule.installed().dropped() > 0)
                .map(rule -> rule.finding(
                        Check.RULE_DROPS,
                        "could not give frames to %s: %d"
                                .formatted(
                                        survey.name(rule.target()),
                                        rule.installed().dropped())));
    }
}
