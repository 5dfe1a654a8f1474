package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * CAN XL from one end to the other. Debian 12's can-utils, of 2020, know no XL: their candump and cansend cannot stand
 * beside our commands here. What sockets say of XL is compared with kernels in {@link KernelTruthTest}.
 */
@ExtendWith(PlaceExtension.class)
class XlBusTest {
    private static final List<String> FRAMES = List.of(
            "can0 45123#81:0A:12345678#1122",
            "can0 00001#80:00:00000000#FF",
            "can0 FF7FF#83:FF:FFFFFFFF#" + "A5".repeat(2048),
            "can0 123##5AABB",
            "can0 123#DEADBEEF");

    @Test
    void framesAreSentDumpedRecordedAndPlayed(Place place) throws IOException {
        Gateway gateway = place.up("--config", place.file("xl.yaml", """
                buses:
                  - {name: can0, kind: xl}
                lanes:
                  - {name: local, interfaces: [{name: can0, read: allr, write: allr}]}
                """).toString());
        Path file = place.folder().resolve("xl.pcapng");
        try (Running dump = place.buslane("dump", "can0", "--count", "5").start();
                Running record = place.buslane("record", "can0", "-o", file.toString(), "--count", "5")
                        .start()) {
            gateway.awaitBound(dump, 1);
            gateway.awaitBound(record, 1);
            for (String frame : FRAMES) {
                place.buslane("send", "can0", frame.substring("can0 ".length()))
                        .finish()
                        .successfully();
            }
            assertThat(CandumpLog.frames(dump.finish().successfully().outLines()))
                    .isEqualTo(FRAMES);
            record.finish().successfully();
        }
        try (Running again = place.buslane("dump", "can0", "--count", "5").start()) {
            gateway.awaitBound(again, 1);
            place.buslane("play", file.toString(), "--speed", "max").finish().successfully();
            assertThat(CandumpLog.frames(again.finish().successfully().outLines()))
                    .isEqualTo(FRAMES);
        }
        assertThat(Files.size(file)).isGreaterThan(2048);
        Balance.check(gateway.status());
    }
}
