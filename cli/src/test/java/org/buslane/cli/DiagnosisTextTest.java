package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.buslane.lane.doctor.Check;
import org.buslane.lane.doctor.Finding;
import org.buslane.node.doctor.Diagnosis;
import org.junit.jupiter.api.Test;

class DiagnosisTextTest {
    @Test
    void aFindingIsThreeLines() {
        Finding finding = new Finding(Check.BUS_DOWN, "can0", "is down", "sudo buslane bus up can0");
        assertThat(DiagnosisText.of(new Diagnosis(List.of(finding), List.of("one was not looked at"))))
                .isEqualTo("""
                        wrong  can0 is down (bus-down)
                               No frame goes through until it is up.
                               cure: sudo buslane bus up can0

                        note: one was not looked at
                        """);
    }

    @Test
    void aHealthyMachineIsSaidToBe() {
        assertThat(DiagnosisText.of(new Diagnosis(List.of(), List.of()))).isEqualTo("nothing is wrong\n");
    }
}
