package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannelloni 2.1.2 does with such datagrams, we do. */
class DatagramReaderTest {
    private static final String FRAME = "00000123 02 1122";

    @Test
    void moreCountedThanThereAreLeavesTheWholeOnes() {
        assertThat(Words.read(Words.bytes("02 00 00 0003" + FRAME + FRAME)))
                .containsExactly("123#1122", "123#1122", "!");
        assertThat(Words.read(Words.bytes("02 00 00 0002" + FRAME + "00000123 02 11")))
                .containsExactly("123#1122", "!");
    }

    @Test
    void whatNobodyCountedIsNotLookedAt() {
        assertThat(Words.read(Words.bytes("02 00 00 0001" + FRAME + FRAME + "ff")))
                .containsExactly("123#1122");
    }

    @Test
    void theRestBeginsBehindTheCountedFrames() {
        DatagramReader reader = new DatagramReader();
        assertThat(reader.begin(Words.bytes("02 00 07 0001" + FRAME + "ffff"), 0, 14))
                .isTrue();
        assertThat(reader.sequence()).isEqualTo(7);
        assertThat(reader.next(Words.memory(72), 0)).isTrue();
        assertThat(reader.next(Words.memory(72), 0)).isFalse();
        assertThat(reader.isBroken()).isFalse();
        assertThat(reader.rest()).isEqualTo(12);
    }

    @Test
    void aDatagramWithoutFramesIsOne() {
        assertThat(Words.read(Words.bytes("02 00 00 0000"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 00 00 0001", "03 00 00 0001", "02 01 00 0001", "02 02 00 0001"})
    void anotherVersionOrOperationIsDroppedWhole(String head) {
        assertThat(Words.read(Words.bytes(head + FRAME))).containsExactly("!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02", "02 00 00 00"})
    void lessThanAHeadIsNoDatagram(String hex) {
        assertThat(Words.read(Words.bytes(hex))).containsExactly("!");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 66, 100, 127})
    void aLengthBeyond64LosesTheRest(int length) {
        String hostile = "00000123 %02x %s".formatted(length, "00".repeat(length));
        String hostileFd = "00000123 %02x 04 %s".formatted(length | 0x80, "00".repeat(length));
        String hostileRemote = "40000123 %02x".formatted(length);
        for (String bad : new String[] {hostile, hostileFd, hostileRemote}) {
            assertThat(Words.read(Words.bytes("02 00 00 0003" + FRAME + bad + FRAME)))
                    .containsExactly("123#1122", "!");
        }
    }

    @Test
    void aFrameThatNoBusCarriesLosesItselfOnly() {
        String nineBytes = "00000123 09" + "00".repeat(9);
        String remoteOfNine = "40000123 09";
        String remoteFd = "40000123 83 04";
        String errorFd = "20000004 81 04 00";
        assertThat(Words.read(Words.bytes("02 00 00 0005" + nineBytes + remoteOfNine + remoteFd + errorFd + FRAME)))
                .containsExactly("-", "-", "-", "-", "123#1122");
    }

    @Test
    void bitsAboveAStandardIdMeanNothing() {
        assertThat(Words.read(Words.bytes("02 00 00 0002 1ffff923 00 5ffff923 02")))
                .containsExactly("123#", "123#R2");
    }

    @Test
    void anFdFrameFromAnOldKernelGetsItsFlag() {
        assertThat(Words.read(Words.bytes("02 00 00 0001 00000123 81 01 aa"))).containsExactly("123##5AA");
    }
}
