package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageWriterTest {
    @Test
    void aRequestIsItsHeaderAndItsLength() {
        assertThat(Wire.hex(new MessageWriter(18, MessageHeader.DUMP).message(7)))
                .isEqualTo(Wire.joined("10000000 1200 0103 07000000 00000000"));
    }

    @Test
    void anAttributeIsPaddedToFourAndCountsWithoutPadding() {
        assertThat(Wire.hex(new MessageWriter(1, 0).attribute8(5, 0xAB).message(0)))
                .isEqualTo(Wire.joined("18000000 0100 0100 00000000 00000000", "0500 0500 ab000000"));
    }

    @Test
    void aTextEndsWithNul() {
        assertThat(Wire.hex(new MessageWriter(1, 0).text(3, "can0").message(0)))
                .endsWith(Wire.joined("0900 0300 63616e30 00 000000"));
    }

    @Test
    void anAttributeOfAttributesCountsThemWithTheirPadding() {
        assertThat(Wire.hex(new MessageWriter(1, 0)
                        .attribute(18, inside -> inside.text(1, "vcan").attribute32(2, -1))
                        .message(0)))
                .endsWith(Wire.joined("1800 1200", "0900 0100 7663616e 00 000000", "0800 0200 ffffffff"));
    }

    @Test
    void itGrowsWithWhatIsWritten() {
        MessageWriter writer = new MessageWriter(1, 0);
        for (int i = 0; i < 1000; i++) {
            writer.attribute32(i, i);
        }
        Attributes read = Message.all(writer.message(1)).getFirst().attributes(0);
        assertThat(read.s32(999)).hasValue(999);
        assertThat(read.s32(0)).hasValue(0);
    }

    @Test
    void whatIsLongerThanItsLengthCanSayIsRefused() {
        assertThatThrownBy(() -> new MessageWriter(1, 0).attribute(9, inside -> inside.zeros(65532)))
                .hasMessage("netlink attribute 9 would have 65536 bytes; 65535 is the most");
    }
}
