package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void whatIsNotThereIsEmpty() {
        Attributes none = Attributes.read(Wire.bytes(""));
        assertThat(none.has(1)).isFalse();
        assertThat(none.text(1)).isEmpty();
        assertThat(none.s32(1)).isEmpty();
        assertThat(none.u32(1)).isZero();
        assertThat(none.nested(1).has(1)).isFalse();
    }

    @Test
    void bitsAboveTheTypeAreNoPartOfIt() {
        assertThat(Attributes.read(Wire.bytes("0c00 1280 0800 0140 05000000"))
                        .nested(18)
                        .u32(1))
                .isEqualTo(5);
    }

    @Test
    void aTextMayComeWithAndWithoutNul() {
        Attributes texts = Attributes.read(Wire.bytes("0900 0100 7663616e 00 000000 0800 0200 7663616e 0400 0300"));
        assertThat(texts.text(1)).contains("vcan");
        assertThat(texts.text(2)).contains("vcan");
        assertThat(texts.text(3)).contains("");
    }

    @Test
    void ofTwoTheLastCountsAsInTheKernel() {
        assertThat(Attributes.read(Wire.bytes("0500 0100 07 000000 0500 0100 08 000000"))
                        .u8(1))
                .hasValue(8);
    }

    @Test
    void paddingMayBeMissingAtTheEnd() {
        assertThat(Attributes.read(Wire.bytes("0500 0100 ff")).u8(1)).hasValue(255);
        assertThat(Attributes.read(Wire.bytes("0500 0100 ff 0000")).u8(1)).hasValue(255);
    }

    @Test
    void oneThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> Attributes.read(Wire.bytes("0400 0100 0900 0200 00000000")))
                .isInstanceOf(BadMessageException.class)
                .hasMessage("netlink attribute 2 at 4 says 9 bytes, of 8");
        assertThatThrownBy(() -> Attributes.read(Wire.bytes("0300 0100")))
                .hasMessage("netlink attribute 1 at 0 says 3 bytes, of 4");
    }

    @Test
    void oneThatIsTooShortForItsTypeIsNamed() {
        Attributes shortOnes = Attributes.read(Wire.bytes("0600 0700 0100 0000"));
        assertThatThrownBy(() -> shortOnes.s32(7)).hasMessage("netlink attribute 7 has 2 bytes, not 4");
    }

    @Test
    void oneThatIsLongerThanKnownIsRead() {
        assertThat(Attributes.read(Wire.bytes("0c00 0700 01000000 02000000")).s32(7))
                .hasValue(1);
    }

    /** Whatever comes is read or refused, and nothing else happens. */
    @Test
    void noiseIsReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> read = new ArrayList<>();
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            // Small lengths, so that some fit.
            for (int at = 1; at < noise.length; at += 2) {
                noise[at] = 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(noise).order(ByteOrder.nativeOrder());
            try {
                Message.all(buffer).forEach(message -> message.attributes(0).nested(1));
                read.add(i);
            } catch (BadMessageException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("netlink");
                refused.add(i);
            }
        }
        assertThat(read).as("seed %d", seed).isNotEmpty();
        assertThat(refused).as("seed %d", seed).isNotEmpty();
    }
}
