package org.buslane.cli;

import org.buslane.node.lanes.LaneReport;

/** What became of an {@code attach}, for people. */
final class AttachText {
    private AttachText() {}

    static String of(LaneReport report, boolean dryRun) {
        StringBuilder text = new StringBuilder();
        text.append("%s %s %s on %s: reads %s, writes %s (%s, %s)\n"
                .formatted(
                        report.owner(),
                        verb(report, dryRun),
                        report.name(),
                        report.bus(),
                        StatusTable.rules(report.read()),
                        StatusTable.rules(report.write()),
                        report.lane(),
                        report.wiring().around(report.bus())));
        if (dryRun) {
            report.steps().forEach(step -> text.append("  would ").append(step).append('\n'));
        }
        report.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String verb(LaneReport report, boolean dryRun) {
        if (report.steps().isEmpty()) {
            return "has";
        }
        return dryRun ? "would have" : "now has";
    }
}
