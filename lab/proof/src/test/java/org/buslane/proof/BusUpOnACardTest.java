package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane bus up} for QEMU's Kvaser card, an SJA1000 with a clock of 8 MHz, as {@code ip} shows it. */
@ExtendWith(PlaceExtension.class)
class BusUpOnACardTest {
    /** Each command starts a JVM under emulation, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a command says stands on one line, and what ip shows then. */
    private static final String SCRIPT = """
            export BUSLANE_RUNDIR=/nowhere
            say() { echo "$($0 bus up can0 "$@" 2>&1 | tr '\\n' ';')"; }
            show() { ip -d link show can0 | tr '\\n' ' '; echo; }
            modprobe -r kvaser_pci && modprobe kvaser_pci
            say; show
            say --bitrate 33.3k --restart-ms 250 --one-shot; show
            say --bitrate 33.3k --restart-ms 250 --one-shot --dry-run
            say --bitrate 3M; show
            say --dbitrate 2M; show
            say --bitrate 1M --normal; show
            """;

    @Test
    void aCardIsSetAsItIsWanted(Place place) {
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
        assertThat(lines).hasSize(11);
        assertThat(lines.get(0))
                .startsWith("buslane: can0 has no bit rate yet: say one, such as --bitrate 500k (EINVAL");
        assertThat(lines.get(1)).contains("state STOPPED").doesNotContain("UP,");
        assertThat(lines.get(2)).isEmpty();
        String set = lines.get(3);
        assertThat(set).contains("UP,LOWER_UP", "can <ONE-SHOT>", "restart-ms 250", "bitrate 33333");
        assertThat(lines.get(4)).as("it is so already").isEmpty();
        assertThat(lines.get(5))
                .startsWith(
                        "buslane: can0 does not take \"type can bitrate 3000000\": EINVAL (invalid argument): bitrate error")
                .endsWith("; the nearest bit rate its clock of 8000000 Hz has is 2666666;");
        assertThat(lines.get(6)).as("as before").isEqualTo(set);
        assertThat(lines.get(7)).contains("dbitrate 2000000 fd on\": EOPNOTSUPP");
        assertThat(lines.get(8)).as("as before").isEqualTo(set);
        assertThat(lines.get(9)).isEmpty();
        assertThat(lines.get(10))
                .contains("UP,LOWER_UP", "bitrate 1000000", "restart-ms 250")
                .doesNotContain("ONE-SHOT");
    }
}
