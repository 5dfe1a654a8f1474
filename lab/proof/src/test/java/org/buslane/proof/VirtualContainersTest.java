package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Real podman and docker compose on a virtual bus, with the example that people get: no capability, no root, no network,
 * a root that cannot be written, and of Buslane the lane's folder and the library. {@code virtual-containers.sh} prints
 * what came of it, in a guest of its own.
 */
@ExtendWith(PlaceExtension.class)
class VirtualContainersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Place place;

    VirtualContainersTest(Place place) {
        this.place = place;
    }

    @Test
    void aLanesFolderAndTheLibraryAreAllThatAContainerNeeds() throws IOException {
        Path script = Checkout.underTest().root().resolve("lab/proof/src/test/sh/virtual-containers.sh");
        String[] words = {
            "lab",
            "--kernel",
            "6.12",
            "--tree",
            "debian13",
            "--memory",
            "2048",
            "--",
            "sh",
            place.file("virtual-containers.sh", Files.readString(script)).toString(),
            place.checkout().root().toString()
        };
        Map<String, List<String>> parts =
                place.buslane(words).within(PATIENCE).finish().successfully().parts();
        // 712 is the seat's to write, not the panel's.
        assertThat(parts.get("podman"))
                .containsExactly(
                        "1000",
                        "touch: /here: Read-only file system",
                        "seat can0 705#0102",
                        "seat can0 705#04",
                        "/run:",
                        "lane",
                        "libbuslane-can.so",
                        "",
                        "/run/lane:",
                        "bus.sock",
                        "if_nametoindex: No such device");
        assertThat(parts.get("uds"))
                .map(String::strip)
                .containsExactly("22 F1 90 01 02 03 04 05 06 07 08 09", "62 F1 90 57 42 4C 41 4E 45 30 31");
        assertThat(parts.get("compose")).containsExactly("can0 705#", "1000", "denied 2");
    }
}
