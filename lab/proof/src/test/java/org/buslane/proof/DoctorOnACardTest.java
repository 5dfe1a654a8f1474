package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane doctor} about QEMU's Kvaser card, from one that was never set to one as it should be. */
@ExtendWith(PlaceExtension.class)
class DoctorOnACardTest {
    /** Each command starts a JVM under emulation, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String SCRIPT = """
            export BUSLANE_RUNDIR=/nowhere
            look() { $0 doctor --json; echo "status $?"; }
            modprobe -r kvaser_pci && modprobe kvaser_pci
            look
            $0 bus up can0 --bitrate 500k; look
            $0 bus up can0 --restart-ms 100 --txqueuelen 1000; look
            """;

    @Test
    void aCardIsToldWhatItLacksUntilItLacksNothing(Place place) {
        place.up();
        List<String> lines = place.buslane(
                        "lab",
                        "--qemu",
                        "--card",
                        "can0",
                        "--",
                        "sh",
                        "-c",
                        SCRIPT,
                        place.checkout().launcher().toString())
                .within(PATIENCE)
                .finish()
                .successfully()
                .outLines();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).containsOnlyOnce("\"check\"").contains("\"no-bit-rate\"", "bus up can0 --bitrate");
        assertThat(lines.get(1)).isEqualTo("status 1");
        assertThat(lines.get(2)).contains("\"no-restart\"", "\"short-queue\"").doesNotContain("\"no-bit-rate\"");
        assertThat(lines.get(3)).isEqualTo("status 1");
        assertThat(lines.get(4)).isEqualTo("{\"findings\":[],\"notes\":[]}");
        assertThat(lines.get(5)).isEqualTo("status 0");
    }
}
