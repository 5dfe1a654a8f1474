package org.buslane.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTextTest {
    static final List<String> PIECES = List.of(
            "#",
            "##",
            "R",
            "r",
            "_",
            "_E",
            ".",
            ":",
            "123",
            "7FF",
            "45123",
            "12345678",
            "20000004",
            "8",
            "a",
            "B",
            "11",
            "1122334455667788",
            "81:00:12345678",
            "g");

    private static final ArbitrationId ID = ArbitrationId.standard(0x123);

    @Test
    void everyFormOfFrameIsRead() {
        parses("123#", new DataFrame(ID, Payload.EMPTY));
        parses("123#DEADBEEF", new DataFrame(ID, Payload.ofHex("DEADBEEF")));
        parses("12345678#1122", new DataFrame(ArbitrationId.extended(0x12345678), Payload.ofHex("1122")));
        parses("123#1122334455667788_E", new DataFrame(ID, Payload.ofHex("1122334455667788"), 14));
        parses("123#R", new RemoteFrame(ID, 0));
        parses("123#R4", new RemoteFrame(ID, 4));
        parses("123#R8_F", new RemoteFrame(ID, 8, 15));
        parses("20000004#0001000000000000", new ErrorFrame(4, Payload.ofHex("0001000000000000")));
        parses("3FFFFFFF#00", new ErrorFrame(0x1fffffff, Payload.ofHex("00")));
        parses("123##5AABB", new FdFrame(ID, 5, Payload.ofHex("AABB")));
        parses("123##4", new FdFrame(ID, 0, Payload.EMPTY));
        parses("45123#81:07:12345678#112233", new XlFrame(0x123, 0x45, 0x81, 7, 0x12345678, Payload.ofHex("112233")));
    }

    @ParameterizedTest
    @CsvSource({
        "123#de.AD.bE.ef, 123#DEADBEEF",
        "123#11.2233.44556677.88, 123#1122334455667788",
        "123#11., 123#11",
        "7a1#r, 7A1#R",
        "123#R0, 123#R",
        "123##1AABB, 123##5AABB",
        "123##3.aa.bb, 123##7AABB",
        "00000123#11, 00000123#11",
        "45123#01:00:00000000#11.22, 45123#81:00:00000000#1122",
    })
    void otherSpellingsComeOutAsCandumpPrintsThem(String text, String printed) {
        assertThat(FrameText.format(FrameText.parse(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|column 1: expected '#' behind the id, not the end",
                "123|column 4: expected '#' behind the id, not the end",
                "12G#11|column 3: expected a hex digit of the id, not 'G'",
                "1234#11|column 1: an id has 3 hex digits, 8 if extended, 5 in an XL frame, not 4",
                "123456789#11|column 9: an id has 3 hex digits, or 8 if extended, and then '#'",
                "800#11|column 1: standard id 800 is beyond 7FF",
                "40000000#11|column 1: extended id 40000000 is beyond 1FFFFFFF",
                "123#1|column 6: expected a hex digit of the data, not the end",
                "123#11 22|column 7: expected a hex digit of the data, not ' '",
                "123#112233445566778899|column 21: more than the 8 bytes of data that such a frame has",
                "123#1122_9|column 9: a raw DLC is 9 to F and comes with 8 bytes",
                "123#1122334455667788_8|column 21: a raw DLC is 9 to F and comes with 8 bytes",
                "123#R9|column 6: a remote frame asks for 0 to 8 bytes, not 9",
                "123#R4_9|column 7: a raw DLC is 9 to F and comes with 8 bytes",
                "123#R44|column 7: unexpected '4' behind the frame",
                "123##|column 6: expected a hex digit of the FD flags, not the end",
                "123##111_9|column 9: unexpected '_' behind the frame",
                "20000004#R|column 10: an error frame (8 digits with bit 20000000) is neither FD nor remote",
                "45123#11|column 9: expected ':' behind the XL flags, not the end",
                "45823#81:00:00000000#11|column 3: XL priority 823 is beyond 7FF",
                "45123#81:00:00000000#|column 22: an XL frame has 1 to 2048 bytes of data, here are none",
            })
    void whatIsNoFrameIsNamedWithItsColumn(String text, String sentence) {
        assertThatThrownBy(() -> FrameText.parse(text))
                .isInstanceOf(BadLineException.class)
                .hasMessage(sentence);
    }

    @Test
    void digitsOfOtherScriptsAreNone() {
        assertThatThrownBy(() -> FrameText.parse("12\u0663#"))
                .hasMessage("column 3: expected a hex digit of the id, not U+0663");
    }

    @Test
    void everyFrameComesBackAsItWas() {
        Property.holds(
                Frames.any(),
                frame -> assertThat(FrameText.parse(FrameText.format(frame))).isEqualTo(frame));
    }

    @Test
    void anyTextIsAFrameOrTheOneException() {
        Property.holds(5000, new Texts(PIECES, 6), text -> {
            try {
                Frame frame = FrameText.parse(text);
                assertThat(FrameText.parse(FrameText.format(frame))).isEqualTo(frame);
            } catch (BadLineException e) {
                assertThat(e.column()).isBetween(1, text.length() + 1);
            }
        });
    }

    private static void parses(String text, Frame frame) {
        assertThat(FrameText.parse(text)).isEqualTo(frame);
        assertThat(FrameText.format(frame)).isEqualTo(text);
    }
}
