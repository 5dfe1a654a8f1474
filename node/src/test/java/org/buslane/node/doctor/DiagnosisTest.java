package org.buslane.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.buslane.lane.doctor.Check;
import org.buslane.lane.doctor.Finding;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Test
    void itIsOneLineOfJson() {
        Finding finding = new Finding(Check.BUS_DOWN, "can0", "is down", "sudo buslane bus up can0");
        assertThat(new Diagnosis(List.of(finding), List.of("a note")).json())
                .isEqualTo("{\"findings\":[{\"check\":\"bus-down\",\"severity\":\"wrong\",\"object\":\"can0\","
                        + "\"what\":\"is down\",\"why\":\"No frame goes through until it is up.\","
                        + "\"cure\":\"sudo buslane bus up can0\"}],\"notes\":[\"a note\"]}");
        assertThat(new Diagnosis(List.of(), List.of()).json()).isEqualTo("{\"findings\":[],\"notes\":[]}");
    }
}
