package org.buslane.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.Payload;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    static final Gen<LogLine> LINES = random -> {
        int digits = random.nextBoolean() ? 6 : 9;
        int nanos = random.nextInt(1_000_000_000);
        return new LogLine(
                Gen.oneOf(random, 0L, 1L, 1666123359L, LogLine.MAX_SECONDS),
                digits == 6 ? nanos / 1000 * 1000 : nanos,
                digits,
                Gen.oneOf(random, "can0", "vcan0", "a", "fifteen.bytes.x"),
                Frames.any().next(random),
                Gen.oneOf(random, Direction.values()));
    };

    private static final DataFrame FRAME = new DataFrame(ArbitrationId.standard(0x123), Payload.ofHex("DEADBEEF"));

    @Test
    void aLineHasAStampAnInterfaceAndAFrame() {
        LogLine line = LogLine.parse("(1666123359.911266) can0 123#DEADBEEF");
        assertThat(line).isEqualTo(new LogLine(1666123359L, 911266000, 6, "can0", FRAME, Direction.UNSAID));
        assertThat(line.stamp()).isEqualTo(1666123359_911266000L);
        assertThat(LogLine.of(1666123359_911266999L, "can0", FRAME)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1666123359.911266) can0 123#DEADBEEF R",
                "(1666123359.911266) can0 123#DEADBEEF T",
                "(1666123359.911266123) can0 12345678#R8_E",
                "(0000000000.000000) vcan12 123##5AABB",
                "(0000000003.000000) can0 45123#81:00:12345678#1122",
            })
    void whatCandumpPrintsComesOutTheSame(String line) {
        assertThat(LogLine.parse(line).format()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "(003.123456)   can0 123#11, (0000000003.123456) can0 123#11",
        "(1.123456)\tcan0\t123#11\t, (0000000001.123456) can0 123#11",
        "'(1.123456) can0 123#11 R\r\n', (0000000001.123456) can0 123#11 R",
    })
    void alignedZeroBasedAndForeignLinesAreRead(String line, String printed) {
        assertThat(LogLine.parse(line).format()).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# a comment",
                " (1.000000) can0 123#11",
                "DROPCOUNT: dropped 3 CAN frames on 'can0' socket (total drops 3)",
            })
    void linesWithoutAnOpeningBracketAreIgnored(String line) {
        assertThat(LogEntry.parse(line)).isEqualTo(new LogEntry.Ignored(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "(|column 2: expected the stamp's seconds, not the end",
                "(x|column 2: expected the stamp's seconds, not 'x'",
                "(1 |column 3: expected '.' behind the seconds, not the end",
                "(1.12345) can0 123#11|column 4: a stamp has 6 or 9 digits behind its '.', not 5",
                "(1.123456 can0 123#11|column 10: expected ')' behind the stamp, not ' '",
                "(1.123456)can0 123#11|column 11: expected a blank behind the stamp, not 'c'",
                "(9223372036.000000) can0 123#11|column 2: the stamp lies beyond the year 2262",
                "(99999999999999999999999.000000) can0 123#|column 2: the stamp lies beyond the year 2262",
                "(1.123456) sixteen.bytes.xy 123#11|column 12: an interface's name has at most 15 bytes and no control characters",
                "(1.123456) can0|column 16: expected a blank behind the interface's name, not the end",
                "\"(1.123456) can0 \"|column 17: expected a frame, not the end",
                "(1.123456) can0 123#1G|column 22: expected a hex digit of the data, not 'G'",
                "(1.123456) can0 123#11 X|column 24: behind the frame comes nothing, R or T",
                "(1.123456) can0 123#11 R T|column 24: behind the frame comes nothing, R or T",
            })
    void aMalformedLineIsNamedWithItsColumn(String line, String sentence) {
        assertThatThrownBy(() -> LogEntry.parse(line))
                .isInstanceOf(BadLineException.class)
                .hasMessage(sentence);
    }

    @Test
    void aLineThatCannotBePrintedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogLine(1, 5, 6, "can0", FRAME, Direction.UNSAID))
                .withMessage("5 nanoseconds are no whole microseconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogLine(1, 0, 6, "two words", FRAME, Direction.UNSAID));
        assertThatIllegalArgumentException().isThrownBy(() -> LogLine.of(-1_000_000_000, "can0", FRAME));
    }

    @Test
    void everyLineComesBackAsItWas() {
        Property.holds(LINES, line -> assertThat(LogEntry.parse(line.format())).isEqualTo(line));
    }

    @Test
    void anyTextIsAnEntryOrTheOneException() {
        List<String> pieces = new ArrayList<>(FrameTextTest.PIECES);
        pieces.addAll(List.of("(", "(1.123456)", "(1.123456) can0 ", ".123456) ", " ", "can0", " R", "\t"));
        Property.holds(5000, new Texts(pieces, 8), text -> {
            try {
                assertThat(LogEntry.parse("(" + text)).isInstanceOf(LogLine.class);
            } catch (BadLineException e) {
                assertThat(e.column()).isBetween(1, text.length() + 2);
            }
        });
    }
}
