package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String NASTY = "tab\tline\r\nback\\slash\\0041 \u001e\u001b[31m\u0000 Grüße 🚌";

    private static final List<Report> EVERY = List.of(
            new Report.Ready("6.1.176"),
            new Report.Started("[method:a()]", NASTY, true),
            new Report.Started("", NASTY, false),
            new Report.Passed("[nested-class:B]/[method:a()]"),
            new Report.Failed("[method:a()]", "packed packed"),
            new Report.Aborted("[method:a()]", ""),
            new Report.Skipped("[method:a()]", NASTY, true, NASTY),
            new Report.Ended());

    @Test
    void everyReportSurvivesItsLine() {
        for (Report report : EVERY) {
            assertThat(Report.of(report.line().substring(1))).contains(report);
        }
    }

    @Test
    void aLineIsItsMarkTabsAndPrintableAscii() {
        assertThat(EVERY).allSatisfy(report -> assertThat(report.line()).matches(Report.MARK + "[\t -~]*"));
    }

    @Test
    void aLineThatWasCutIsNoReport() {
        for (Report report : EVERY) {
            String line = report.line().substring(1);
            int lastField = line.lastIndexOf('\t');
            assertThat(Report.of(line.substring(0, Math.max(lastField, 0)))).isEmpty();
        }
        assertThat(Report.of("passed\t[method:a()]\tand more")).isEmpty();
        assertThat(Report.of("\\zzzz")).isEmpty();
    }
}
