package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code ./buslane bus up} for QEMU's Kvaser card, an SJA1000 with a clock of 8 MHz, as {@code ip} shows it; and in the same
 * guest, as a boot takes its time, what clients of socketcand's set of it ({@code socketcand-card.sh}).
 */
@ExtendWith(PlaceExtension.class)
class QemuBusUpTest {
    /** Each command starts a JVM under emulation, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** What a command says stands on one line, and what ip shows then. */
    private static final String SCRIPT = """
            export BUSLANE_RUNDIR=/nowhere
            say() { echo "$($0 bus up can0 "$@" 2>&1 | tr '\\n' ';')"; }
            show() { ip -d link show can0 | tr '\\n' ' '; echo; }
            echo "--- bus up"
            modprobe -r kvaser_pci && modprobe kvaser_pci
            say; show
            say --bitrate 33.3k --restart-ms 250 --one-shot; show
            say --bitrate 33.3k --restart-ms 250 --one-shot --dry-run
            say --bitrate 3M; show
            say --dbitrate 2M; show
            say --bitrate 1M --normal; show
            sh "$1" "$0"
            """;

    @Test
    void aCardIsSetAsItIsWanted(Place place) throws IOException {
        place.up();
        String socketcand =
                Files.readString(Checkout.underTest().root().resolve("lab/proof/src/test/sh/socketcand-card.sh"));
        Map<String, List<String>> parts = place.buslane(
                        "lab",
                        "--qemu",
                        "--card",
                        "can0",
                        "--",
                        "sh",
                        "-c",
                        SCRIPT,
                        place.checkout().launcher().toString(),
                        place.file("socketcand-card.sh", socketcand).toString())
                .within(PATIENCE)
                .finish()
                .successfully()
                .parts();
        busUp(part(parts, "bus up"));
        socketcand(parts);
    }

    private static List<String> part(Map<String, List<String>> parts, String name) {
        return Optional.ofNullable(parts.get(name)).orElseThrow();
    }

    private static void busUp(List<String> lines) {
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

    private static void socketcand(Map<String, List<String>> parts) {
        assertThat(parts.get("timing"))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("< hi > < ok >"),
                        card -> assertThat(card).contains("UP,LOWER_UP", "bitrate 250000 "));
        assertThat(parts.get("parts"))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("< hi > < ok >"),
                        card -> assertThat(card)
                                .contains("bitrate 100000 ", "tq 500 prop-seg 7 phase-seg1 8 phase-seg2 4 sjw 2"));
        assertThat(parts.get("modes"))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("< hi > < ok > < ok >"),
                        card -> assertThat(card).contains("UP,LOWER_UP", "can <TRIPLE-SAMPLING> ", "bitrate 100000 "));
        assertThat(parts.get("impossible"))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("< hi > < error configuring interface can0 >"),
                        said -> assertThat(said).isEqualTo("< hi > < error configuring interface can0 >"),
                        card -> assertThat(card)
                                .as("as before")
                                .isEqualTo(part(parts, "modes").get(1)));
        assertThat(parts.get("open"))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("< hi > < ok > < ok > < ok >"),
                        card -> assertThat(card)
                                .contains("UP,LOWER_UP", "bitrate 100000 ")
                                .doesNotContain("TRIPLE"));
    }
}
