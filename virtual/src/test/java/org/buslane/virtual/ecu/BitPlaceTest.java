package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitPlaceTest {
    /** As a DBC file has them: 16|12@1 is little-endian from bit 16, 7|12@0 big-endian from bit 7. */
    @ParameterizedTest
    @CsvSource({
        "0, 8, false, A5, A500000000000000",
        "16, 12, false, ABC, 0000BC0A00000000",
        "4, 4, false, 9, 9000000000000000",
        "7, 16, true, 1234, 1234000000000000",
        "7, 12, true, ABC, ABC0000000000000",
        "3, 12, true, ABC, 0ABC000000000000",
        "0, 64, false, 123456789ABCDEF0, F0DEBC9A78563412",
        "7, 64, true, 123456789ABCDEF0, 123456789ABCDEF0"
    })
    void numbersStandWhereADbcFileSays(int start, int bits, boolean bigEndian, String value, String data) {
        BitPlace place = new BitPlace(start, bits, bigEndian);
        byte[] bytes = new byte[8];

        place.write(bytes, Long.parseUnsignedLong(value, 16));

        assertThat(HexFormat.of().withUpperCase().formatHex(bytes)).isEqualTo(data);
        assertThat(place.read(bytes)).isEqualTo(Long.parseUnsignedLong(value, 16));
        assertThat(place.bytesNeeded()).isLessThanOrEqualTo(8);
    }

    @Test
    void whatIsWrittenIsReadAndNothingElseIsTouched() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            BitPlace place = new BitPlace(random.nextInt(256), 1 + random.nextInt(64), random.nextBoolean());
            byte[] before = new byte[64];
            random.nextBytes(before);
            byte[] data = before.clone();
            long value = random.nextLong();

            place.write(data, value);
            long kept = place.bits() == 64 ? value : value & ((1L << place.bits()) - 1);
            assertThat(place.read(data)).as("seed %d, %s", seed, place).isEqualTo(kept);
            place.write(data, place.read(before));
            assertThat(data).as("seed %d, %s", seed, place).isEqualTo(before);
        }
    }

    @Test
    void aFieldSaysHowMuchDataItNeeds() {
        assertThat(new BitPlace(60, 4, false).bytesNeeded()).isEqualTo(8);
        assertThat(new BitPlace(60, 5, false).bytesNeeded()).isEqualTo(9);
        assertThat(new BitPlace(63, 8, true).bytesNeeded()).isEqualTo(8);
        assertThat(new BitPlace(56, 2, true).bytesNeeded()).isEqualTo(9);
    }

    @Test
    void bitsBeyondTheDataAreRead0() {
        assertThat(new BitPlace(4, 8, false).read(new byte[] {(byte) 0xf0})).isEqualTo(0xf);
    }

    @Test
    void aFieldThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new BitPlace(0, 65, false)).hasMessage("a field has 1 to 64 bits, not 65");
        assertThatThrownBy(() -> new BitPlace(512, 1, false)).hasMessage("a field begins at bit 0 to 511, not 512");
    }
}
