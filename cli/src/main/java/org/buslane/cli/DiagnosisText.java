package org.buslane.cli;

import org.buslane.lane.doctor.Finding;
import org.buslane.node.doctor.Diagnosis;

/** Findings for people: three lines each, what, why and the cure. */
final class DiagnosisText {
    private static final String INDENT = "       ";

    private DiagnosisText() {}

    static String of(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : diagnosis.findings()) {
            text.append("%-6s %s %s (%s)%n"
                    .formatted(
                            finding.check().severity().word(),
                            finding.object(),
                            finding.what(),
                            finding.check().id()));
            text.append(INDENT).append(finding.check().why()).append('\n');
            text.append(INDENT).append("cure: ").append(finding.cure()).append("\n\n");
        }
        if (diagnosis.findings().isEmpty()) {
            text.append("nothing is wrong\n");
        }
        diagnosis.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
