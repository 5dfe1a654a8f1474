package org.buslane.lane.doctor;

import java.util.stream.Stream;
import org.buslane.lane.GatewayModule;

/** What the kernel has, and how can-gw was loaded. */
final class ModuleChecks {
    private static final int STAR_HOPS = 2;

    private ModuleChecks() {}

    static Stream<Finding> find(Survey survey) {
        return Stream.concat(survey.missing().stream().map(ModuleChecks::missing), oneHop(survey));
    }

    private static Finding missing(String module) {
        Check check = switch (module) {
            case "can-raw" -> Check.NO_CAN_RAW;
            case "vxcan" -> Check.NO_VXCAN;
            case "can-gw" -> Check.NO_CAN_GW;
            default -> Check.NO_TRAFFIC_CONTROL;
        };
        return check.finding(module, "is neither in the kernel nor to be loaded");
    }

    /** Where it makes a difference: to lanes, and to a rule whose target is another's source. */
    private static Stream<Finding> oneHop(Survey survey) {
        boolean differs = !survey.lanes().isEmpty()
                || survey.rules().stream()
                        .anyMatch(first -> survey.rules().stream()
                                .anyMatch(second ->
                                        first.target() == second.source() && first.source() != second.target()));
        return survey.gateway() instanceof GatewayModule.Loaded(int maxHops) && maxHops < STAR_HOPS && differs
                ? Stream.of(Check.ONE_HOP.finding("can-gw", "was loaded with max_hops=" + maxHops))
                : Stream.empty();
    }
}
