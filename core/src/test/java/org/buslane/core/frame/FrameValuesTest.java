package org.buslane.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameValuesTest {
    private static final ArbitrationId ID = ArbitrationId.standard(0x123);

    @Test
    void standardAndExtendedIdsOfTheSameNumberDiffer() {
        assertThat(ArbitrationId.standard(0x123)).isNotEqualTo(ArbitrationId.extended(0x123));
        assertThat(ArbitrationId.standard(0x123)).hasToString("123");
        assertThat(ArbitrationId.extended(0x123)).hasToString("00000123");
        assertThat(ArbitrationId.ofWord(0x80000123)).isEqualTo(ArbitrationId.extended(0x123));
    }

    @Test
    void anIdTooLargeForItsKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArbitrationId.standard(0x800))
                .withMessage("standard id 800 is beyond 7FF");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArbitrationId.extended(0x20000000))
                .withMessage("extended id 20000000 is beyond 1FFFFFFF");
        assertThatIllegalArgumentException().isThrownBy(() -> ArbitrationId.standard(-1));
    }

    @Test
    void aPayloadKeepsItsBytesToItself() {
        byte[] bytes = {1, 2, 3};
        Payload payload = Payload.of(bytes);
        bytes[0] = 9;
        payload.toBytes()[1] = 9;
        assertThat(payload).isEqualTo(Payload.ofHex("010203")).hasToString("010203");
        assertThat(payload.hashCode()).isEqualTo(Payload.ofHex("010203").hashCode());
    }

    @Test
    void onlyEightBytesHaveARawLengthCode() {
        assertThat(new RemoteFrame(ID, 8, 15).rawDlc()).isEqualTo(15);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataFrame(ID, Payload.ofHex("AA"), 9))
                .withMessage("raw DLC 9 with 1 bytes: only 8 bytes have one, 9 to 15");
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFrame(ID, 8, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFrame(ID, 8, 16));
    }

    @Test
    void lengthsBeyondTheKindsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DataFrame(ID, Payload.EMPTY.padded(9)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteFrame(ID, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorFrame(1, Payload.EMPTY.padded(9)));
        assertThatIllegalArgumentException().isThrownBy(() -> new FdFrame(ID, 0, Payload.EMPTY.padded(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> new XlFrame(0, 0, 0, 0, 0, Payload.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new XlFrame(0, 0, 0, 0, 0, Payload.EMPTY.padded(2049)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XlFrame(0x800, 0, 0, 0, 0, Payload.ofHex("00")))
                .withMessage("XL priority 800 is beyond 7FF");
        assertThatIllegalArgumentException().isThrownBy(() -> new FdFrame(ID, 16, Payload.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorFrame(0x20000000, Payload.EMPTY));
    }

    @Test
    void fdLengthsGoInSteps() {
        assertThat(IntStream.rangeClosed(-1, 70).filter(FdLength::isStep))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64);
        assertThat(FdLength.roundUp(9)).isEqualTo(12);
        assertThat(FdLength.roundUp(33)).isEqualTo(48);
        assertThat(FdLength.dlc(64)).isEqualTo(15);
        assertThat(FdLength.ofDlc(13)).isEqualTo(32);
        assertThat(new FdFrame(ID, 0, Payload.ofHex("010203040506070809"))
                        .padded()
                        .data())
                .isEqualTo(Payload.ofHex("010203040506070809000000"));
    }
}
