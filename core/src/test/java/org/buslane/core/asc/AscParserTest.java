package org.buslane.core.asc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.XlFrame;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.Recordings;
import org.buslane.core.testkit.Texts;
import org.buslane.core.text.Direction;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AscParserTest {
    private static final long START = 1_700_000_000_000_000_000L;

    private final AscParser parser = new AscParser(ZoneOffset.UTC);

    @Test
    void whatIsWrittenIsReadAgainAsFarAsTheFormatGoes() {
        Property.holds(Recordings.of(20, 1000), recording -> {
            String text = new String(Recordings.write(new AscWriter(ZoneOffset.UTC), recording), US_ASCII);
            AscParser reader = new AscParser(ZoneOffset.UTC);
            List<String> buses =
                    recording.stream().map(Recorded::bus).distinct().toList();
            // The header's date has whole seconds, and lines count from the first frame.
            long first = recording.getFirst().stamp();
            long shown = first / 1_000_000_000 * 1_000_000_000;
            assertThat(text.lines().map(reader::next).flatMap(Optional::stream))
                    .isEqualTo(recording.stream()
                            .map(each -> new Recorded(
                                    each.stamp() - first + shown,
                                    "can" + buses.indexOf(each.bus()),
                                    said(each.frame()),
                                    direction(each)))
                            .toList());
        });
    }

    /** What lines can say of a frame. */
    private static Frame said(Frame frame) {
        return switch (frame) {
            case ErrorFrame _ -> AscFrames.ERROR;
            case FdFrame fd -> new FdFrame(fd.id(), fd.flags() & 3, fd.data());
            case XlFrame xl ->
                new XlFrame(
                        xl.priority(), xl.virtualNetwork(), xl.flags() & 3, xl.sduType(), xl.acceptance(), xl.data());
            default -> frame;
        };
    }

    private static Direction direction(Recorded each) {
        if (each.frame() instanceof ErrorFrame) {
            return Direction.UNSAID;
        }
        return each.direction() == Direction.SENT ? Direction.SENT : Direction.RECEIVED;
    }

    @Test
    void timesCountFromTheDateOrFromOneAnother() {
        read("date Tue Nov 14 10:13:20 pm 2023", "base hex  timestamps relative");
        assertThat(next("1.5 1 123 Rx d 0").stamp()).isEqualTo(START + 1_500_000_000L);
        assertThat(next("0.25 1 123 Rx d 0").stamp()).isEqualTo(START + 1_750_000_000L);
    }

    @Test
    void theDateMayHaveMilliseconds() {
        read("date Tue Nov 14 22:13:20.123 2023");
        assertThat(next("0.000001 1 123 Rx d 0").stamp()).isEqualTo(START + 123_001_000);
    }

    @Test
    void aDateInAnotherLanguageIsNoneAndTimesCountFromTheStart() {
        read("date Mit Mär 30 13:44:45 2022");
        assertThat(next("2.0 1 123 Rx d 0").stamp()).isEqualTo(2_000_000_000);
    }

    @Test
    void numbersMayBeDecimal() {
        read("base dec  timestamps absolute");
        assertThat(next("0.1 3 291 Tx d 2 10 255"))
                .isEqualTo(new Recorded(100_000_000, "can2", FrameText.parse("123#0AFF"), Direction.SENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2.5 1 390x Rx d 8 17 00 14 00 C0 00 08 00  Length = 270015 BitCount = 139 ID = 912x | 00000390#17001400C0000800
            2.5 1 123 Rx r                             | 123#R
            2.5 1 123 Rx r Length = 0                  | 123#R
            2.5 CANFD 1 Tx 11 msgCanFdFr1 1 0 a 16 00 00 00 00 00 00 00 00 00 00 00 00 00 00 59 c0 100000 214 223040 80000000 46500250 | 011##5000000000000000000000000000059C0
            2.5 CANFD 1 Rx 11 0 0 2 2 aa bb 1 1 0 0 0 0 | 011#AABB
            2.5 CANFD 1 Rx 11 0 0 2 0 1 1 10 0 0 0 0    | 011#R2
            2.5 CANXL 2 Rx CBFF 243215 176 432 msgCanCCTest1 f 8 e1 89 e8 c2 b9 6d 5a f1 174 00000000 00000000 | 432#E189E8C2B96D5AF1_F
            2.5 CANXL 2 Rx FBFF 243215 176 432 9 12 e1 89 e8 c2 b9 6d 5a f1 11 22 33 44 a 12345 00001000 00000000 | 432##4E189E8C2B96D5AF111223344
            2.5 CANXL 2 Rx XLFF 984438 4656 432 msgCanXlTest1 e0 0 1 2 1 1f96 07 0000000a e1 89 12cfbd62 00403000 0 | 07432#80:E0:0000000A#E189
            2.5 1 ErrorFrame ECC: 10100010             | 20000080#0000000000000000
            """)
    void everyFormOfFrameIsKnown(String line, String frame) {
        assertThat(FrameText.format(next(line).frame())).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            // 0.5 1 123 Rx d 0
            Begin Triggerblock Tue Nov 14 22:13:20 2023
            0.000000 Start of measurement
            0.5 1 123 TxRq d 0
            0.5 1 Statistic: D 0 R 0 XD 0 XR 0 E 0 O 0 B 0.00%
            0.5 CAN 1 Status:chip status error active
            0.5 J1939TP FEE3p 6 0 0 - Rx d 23
            """)
    void otherLinesArePassedOver(String line) {
        assertThat(parser.next(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.5 1 800 Rx d 0               | the id is wrong: '800'
            0.5 1 123 Rx d 2 11            | the line ends before the data
            0.5 1 123 Rx d 1 1             | the data is wrong: '1'
            0.5 0 123 Rx d 0               | channels are counted from 1 on
            0.5 1000 123 Rx d 0            | the channel is wrong: '1000'
            0.5 CANFD 1 Rx 123 1 0 f 65    | the length is wrong: '65'
            0.5 CANXL 1 Rx XLFF 1 1 1 00 0 0 0 1 1 0 0 1 1 | an XL frame has 1 to 2048 bytes of data
            """)
    void whatIsWrongIsSaid(String line, String sentence) {
        assertThatThrownBy(() -> parser.next(line))
                .isInstanceOf(BadRecordingException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void anyLineIsReadOrRefused() {
        Texts lines = new Texts(
                List.of(
                        "0.5 ", "1 ", "CANFD ", "CANXL ", "Rx ", "Tx ", "d ", "r ", "8 ", "123 ", "1x ", "aa ",
                        "XLFF "),
                30);
        Property.holds(10_000, lines, line -> {
            try {
                parser.next(line);
            } catch (BadRecordingException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        });
    }

    private void read(String... lines) {
        for (String line : lines) {
            assertThat(parser.next(line)).isEmpty();
        }
    }

    private Recorded next(String line) {
        return parser.next(line).orElseThrow();
    }
}
