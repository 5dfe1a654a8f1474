package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
    private static final byte[] DIGITS = "_123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void j1850IsWhatTheCatalogueOfCrcsSays() {
        assertThat(new Checksum.J1850().over(DIGITS, 0, 9, 0, 0)).isEqualTo(0x4b);
    }

    /** Test vectors of Crc_CalculateCRC8(), AUTOSAR SWS CRCLibrary, chapter 7. */
    @ParameterizedTest
    @CsvSource({
        "00000000, 59",
        "F20183, 37",
        "0FAA0055, 79",
        "00FF5511, B8",
        "332255AABBCCDDEEFF, CB",
        "926B55, 8C",
        "FFFFFFFF, 74"
    })
    void j1850IsWhatAutosarSays(String data, String sum) {
        byte[] bytes = HexFormat.of().parseHex(data + "00");

        assertThat(new Checksum.J1850().over(bytes, 0, bytes.length - 1, bytes.length - 1, 0))
                .isEqualTo(HexFormat.fromHexDigits(sum));
    }

    /**
     * Data id 123, all data 0, the CRC in byte 0 and the counter in the low nibble of byte 1: variants 1A, 1B, the low
     * byte alone, and 1C with the id's nibble beside the counter. Those of 1A and 1C stand in AUTOSAR's PRS_E2EProtocol.
     */
    @ParameterizedTest
    @CsvSource({
        "BOTH, 0000, CC",
        "BOTH, 0001, 91",
        "ALTERNATING, 0000, CE",
        "ALTERNATING, 0001, 02",
        "LOW, 0001, 93",
        "NIBBLE, 0010, 2A",
        "NIBBLE, 0011, 77"
    })
    void endToEndProfile1BeginsWithTheDataId(DataIdMode mode, String head, String sum) {
        byte[] data = HexFormat.of().parseHex(head + "000000000000");
        int id = mode == DataIdMode.LOW ? 0x23 : 0x123;

        assertThat(new Checksum.E2eProfile1(id, mode).over(data, 0, 7, 0, data[1] & 0xf))
                .isEqualTo(HexFormat.fromHexDigits(sum));
    }

    @Test
    void aChecksumInTheMiddleLeavesItselfOut() {
        byte[] data = HexFormat.of().parseHex("0102FF04");

        assertThat(new Checksum.Xor(0).over(data, 0, 3, 2, 0)).isEqualTo(0x07);
        assertThat(new Checksum.Xor(0x80).over(data, 1, 3, 2, 0)).isEqualTo(0x86);
        assertThat(new Checksum.Xor(0).over(data, 2, 3, 0, 0)).isEqualTo(0xfb);
    }

    @Test
    void aDataIdIsAsLongAsItsModeHasIt() {
        assertThatThrownBy(() -> new Checksum.E2eProfile1(0x1000, DataIdMode.NIBBLE))
                .hasMessage("a data id of mode nibble is 0 to 0xFFF, not 0x1000");
    }
}
