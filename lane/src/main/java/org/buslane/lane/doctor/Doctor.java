package org.buslane.lane.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** From what was seen of a machine to what is wrong with it. */
public final class Doctor {
    private Doctor() {}

    /** The worst first. */
    public static List<Finding> examine(Survey survey) {
        return Stream.of(
                        ModuleChecks.find(survey),
                        LaneChecks.find(survey),
                        BusChecks.find(survey),
                        PairChecks.find(survey),
                        RuleChecks.find(survey),
                        HopChecks.find(survey),
                        hosted(survey))
                .flatMap(findings -> findings)
                .distinct()
                .sorted(Comparator.comparing(
                                (Finding finding) -> finding.check().severity())
                        .thenComparing(Finding::check)
                        .thenComparing(Finding::object))
                .toList();
    }

    private static Stream<Finding> hosted(Survey survey) {
        return survey.hosted().stream()
                .map(container -> Check.HOST_NETWORK.finding(
                        container.id(), "(%s) runs in the machine's own network".formatted(container.command())));
    }
}
