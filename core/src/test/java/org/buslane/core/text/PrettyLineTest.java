package org.buslane.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrettyLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "123#DEADBEEF;  can0  123   [4]  DE AD BE EF",
                "12345678#1122;  can0  12345678   [2]  11 22",
                "123#R4;  can0  123   [4]  remote request",
                "123##1112233;  can0  123  [03]  11 22 33",
                "45123#81:00:12345678#1122;  can0  123 [0002] (45|81:00:12345678) 11 22",
            })
    void theColumnsAreCandumps(String frame, String line) {
        assertThat(pretty(frame, false)).isEqualTo(line);
    }

    @Test
    void standardIdsAreIndentedOnceThereAreExtendedOnes() {
        assertThat(pretty("123#11", true)).isEqualTo("  can0       123   [1]  11");
        assertThat(pretty("12345678#11", true)).isEqualTo("  can0  12345678   [1]  11");
    }

    @Test
    void longXlDataIsCut() {
        assertThat(pretty("45123#81:00:12345678#" + "11".repeat(65), false))
                .isEqualTo("  can0  123 [0065] (45|81:00:12345678)" + " 11".repeat(64) + " ...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20000000#0000000000000000|no error class",
                "20000001#0000000000000000|transmit timeout",
                "20000002#0D00000000000000|arbitration lost at bit 13",
                "20000004#0004000000000000|controller: receive error warning",
                "20000004#0050000000000000|controller: receive error passive, error active again",
                "20000088#00008019|bus error",
                "20000008#0000840A00000000|protocol: bit stuffing, while transmitting, in data",
                "20000010#0000000045000000|transceiver: CANH shorted to battery, CANL not connected",
                "20000010#0000000080000000|transceiver: CANL shorted to CANH",
                "20000044#0000000000006000|controller; bus off; error counters: transmit 96, receive 0",
                "20000200#0000000000000080|error counters: transmit 0, receive 128",
                "20000400#0000000000000000|unknown class 400",
            })
    void errorClassesAreToldInWords(String frame, String words) {
        assertThat(pretty(frame, false)).contains("   ERRORFRAME  ").contains(words);
    }

    @Test
    void errorWordsStandInOneColumnWhateverTheLength() {
        assertThat(pretty("20000040#", false))
                .isEqualTo("  can0  20000040   [0]" + " ".repeat(28) + "ERRORFRAME  bus off");
        assertThat(pretty("20000040#0000000000000000", false))
                .isEqualTo("  can0  20000040   [8] " + " 00".repeat(8) + "   ERRORFRAME  bus off");
    }

    @Test
    void everyFrameIsOneLine() {
        Property.holds(
                Frames.any(),
                frame -> assertThat(PrettyLine.format("can0", frame, true))
                        .startsWith("  can0  ")
                        .doesNotContain("\n"));
    }

    private static String pretty(String frame, boolean indent) {
        return PrettyLine.format("can0", FrameText.parse(frame), indent);
    }
}
