package org.buslane.core.asc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.buslane.core.recording.Recorded;
import org.buslane.core.testkit.Recordings;
import org.buslane.core.text.LogLine;
import org.junit.jupiter.api.Test;

/** The lines behind the header are what log2asc of can-utils 2025.01 makes of the same log. */
class AscWriterTest {
    private static final String LOG = """
            (1700000000.000000) can0 123#DEADBEEF
            (1700000000.000010) can0 12345678#R2
            (1700000000.500000) can1 00000001#1122334455667788_E
            (1700000001.000000) can0 7FF#R8_C
            (1700000001.000001) can0 123##5AABB T
            (1700000001.000002) can0 12345678##7112233445566778899AABBCC
            (1700000001.000003) can0 123##4
            (1700000001.000004) can1 20000004#0001000000000000
            (1700000012.000005) can1 45123#81:0A:12345678#1122 R
            (1700000012.000005) can1 00001#83:FF:00000000#AB
            (1699999999.000000) can1 000#
            """;

    private static final String RATES = " 000000050005000e 0000000000a00010 0000000a000a001d"
            + " 0000000000a00002 000000100010000f 0000000000a00001\n";

    @Test
    void linesAreThoseOfLog2asc() {
        assertThat(written(ZoneOffset.UTC))
                .isEqualTo("""
                date Tue Nov 14 22:13:20 2023
                base hex  timestamps absolute
                no internal events logged
                // version 18.2.0
                   0.000000 1  123             Rx   d 4 DE AD BE EF
                   0.000010 1  12345678x       Rx   r 2
                   0.500000 2  1x              Rx   d E 11 22 33 44 55 66 77 88
                   1.000000 1  7FF             Rx   r C
                   1.000001 CANFD   1 Tx          123                                   1 0 2  2 AA BB   130000  130     3000 0 0 0 0 0
                   1.000002 CANFD   1 Rx     12345678x                                  1 1 9 12 11 22 33 44 55 66 77 88 99 AA BB CC   130000  130     7000 0 0 0 0 0
                   1.000003 CANFD   1 Rx          123                                   0 0 0  0   130000  130     1000 0 0 0 0 0
                   1.000004 2  ErrorFrame
                """
                        + "  12.000005 CANXL   2 Rx   XLFF   984438   4656       123                                  "
                        + "0a 1 1 2 1 1f96 45 12345678 11 22 123123 01403000 00000000" + RATES
                        + "  12.000005 CANXL   2 Rx   XLFF   984438   4656         1                                  "
                        + "ff 1 0 1 1 1f96 00 00000000 ab 123123 01c03000 00000000" + RATES
                        + "   0.000000 2  0               Rx   d 0\n");
    }

    @Test
    void theDateIsThatOfTheZone() {
        assertThat(written(ZoneId.of("Europe/Berlin"))).startsWith("date Tue Nov 14 23:13:20 2023\n");
    }

    private static String written(ZoneId zone) {
        return new String(Recordings.write(new AscWriter(zone), recording()), US_ASCII);
    }

    private static List<Recorded> recording() {
        return LOG.lines()
                .map(LogLine::parse)
                .map(line -> new Recorded(line.stamp(), line.name(), line.frame(), line.direction()))
                .toList();
    }
}
