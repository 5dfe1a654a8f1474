package org.buslane.core.slcan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;
import org.buslane.core.testkit.Bytes;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlcanLinesTest {
    private static final MemorySegment MEMORY =
            Arena.ofAuto().allocate((long) FrameBatch.CAPACITY * FrameLayout.XL_MAX_SIZE, 8);

    private final SlcanReader reader = new SlcanReader();

    /** The first four of slcan-core.c, the others of Lawicel's manual and CANable's firmware; candump's text beside them. */
    @ParameterizedTest
    @CsvSource({
        "t1230, 123#",
        "t4563112233, 456#112233",
        "T12ABCDEF2AA55, 12ABCDEF#AA55",
        "r1230, 123#R",
        "t10021133, 100#1133",
        "T0000010021133, 00000100#1133",
        "r1002, 100#R2",
        "R000001008, 00000100#R8",
        "t7FF81122334455667788, 7FF#1122334455667788",
        "T1FFFFFFF0, 1FFFFFFF#",
        "d1230, 123##4",
        "b123811223344556677AA, 123##511223344556677AA",
        "D1FFFFFFF9000102030405060708090A0B, 1FFFFFFF##4000102030405060708090A0B",
        "B000001001FF, 00000100##5FF",
    })
    void goldenLinesAreFramesBothWays(String line, String candump) {
        Frame frame = FrameText.parse(candump);
        assertThat(read(line + "\r")).containsExactly(frame);
        assertThat(written(frame)).isEqualTo(line + "\r");
    }

    @ParameterizedTest
    @CsvSource({
        "t1002aAbB, 100#AABB",
        "t10021133EA5F, 100#1133",
        "r1002EA5F, 100#R2",
        "t1000EA5F, 100#",
        "T1111222281122334455667788EA5F, 11112222#1122334455667788",
        "t10021133000493E0, 100#1133",
    })
    void smallLettersAndTimeStampsAreRead(String line, String candump) {
        assertThat(read(line + "\r")).containsExactly(FrameText.parse(candump));
    }

    @ParameterizedTest
    @CsvSource({
        "t12", "t123", "t1239", "t123A", "t8000", "tXYZ0", "t1231", "t1231G0", "t123100F", "t1231000",
        "T200000000", "T12340", "R00000100F", "d12391122", "b123", "q1230", "t-120", "z1", "e1a", "sb256256",
    })
    void aLineThatIsNoFrameIsText(String line) {
        assertThat(lines(line + "\r")).containsExactly(SlcanLine.TEXT);
        assertThat(reader.text()).isEqualTo(line);
    }

    @Test
    void answersAreToldApart() {
        assertThat(lines("\r\007z\rZ\rV1013\rNA123\rF82\r"))
                .containsExactly(
                        SlcanLine.DONE,
                        SlcanLine.REFUSED,
                        SlcanLine.SENT,
                        SlcanLine.SENT,
                        SlcanLine.TEXT,
                        SlcanLine.TEXT,
                        SlcanLine.TEXT);
    }

    @Test
    void theEndOfALineMayHaveALineFeed() {
        assertThat(lines("\r\nt1230\r\n\r\n")).containsExactly(SlcanLine.DONE, SlcanLine.FRAME, SlcanLine.DONE);
    }

    @Test
    void afterRubbishTheNextLineIsReadAgain() {
        String rubbish = "\0\377".repeat(70_000);
        assertThat(lines(rubbish + "\rt1230\r" + "A".repeat(1000) + "\007t1230\rt12" + "\007t1230\r"))
                .containsExactly(
                        SlcanLine.RUBBISH,
                        SlcanLine.FRAME,
                        SlcanLine.REFUSED,
                        SlcanLine.FRAME,
                        SlcanLine.REFUSED,
                        SlcanLine.FRAME);
    }

    @Test
    void theLongestLineIsReadAndOneByteMoreIsRubbish() {
        String longest = "B1FFFFFFFF" + "A5".repeat(64) + "00000000";
        assertThat(lines(longest + "\r")).containsExactly(SlcanLine.FRAME);
        assertThat(lines(longest + "0\r")).containsExactly(SlcanLine.RUBBISH);
    }

    @Test
    void whatHasNoLineIsNotWritten() {
        assertThat(written(FrameText.parse("20000004#0001000000000000"))).isEmpty();
        assertThat(written(FrameText.parse("45123#81:00:12345678#112233"))).isEmpty();
    }

    @Test
    void framesComeBackAsTheyWere() {
        Property.holds(Frames.any(), frame -> {
            Optional<Frame> expected = carried(frame);
            String line = written(frame);
            assertThat(line.length()).isLessThanOrEqualTo(SlcanWriter.MOST);
            assertThat(read(line)).isEqualTo(expected.stream().toList());
        });
    }

    /** What is left of a frame on this way: no raw DLC, no error state indicator, and a length that controllers have. */
    private static Optional<Frame> carried(Frame frame) {
        return switch (frame) {
            case DataFrame data -> Optional.of(new DataFrame(data.id(), data.data()));
            case RemoteFrame remote -> Optional.of(new RemoteFrame(remote.id(), remote.length()));
            case FdFrame fd -> Optional.of(new FdFrame(fd.id(), fd.flags() & FrameLayout.FD_BRS, fd.data()).padded());
            case ErrorFrame _, XlFrame _ -> Optional.empty();
        };
    }

    @Test
    void framesAreFoundWhereverTheStreamIsCut() {
        Gen<List<Frame>> frames = random -> {
            List<Frame> some = new ArrayList<>();
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                carried(Frames.classicAndFd().next(random)).ifPresent(some::add);
            }
            return some;
        };
        Property.holds(100, frames, some -> {
            StringBuilder stream = new StringBuilder();
            some.forEach(frame -> stream.append(written(frame)).append("z\r"));
            assertThat(read(stream.toString())).isEqualTo(some);
        });
    }

    @Test
    void anyBytesAreReadInBoundedMemoryAndAFrameBehindThemIsFound() {
        Property.holds(2_000, new Bytes(0, 600), bytes -> {
            for (byte next : bytes) {
                if (reader.take(next) == SlcanLine.FRAME) {
                    int size = reader.store(MEMORY, 0);
                    assertThat(FrameStruct.read(MEMORY, 0, size)).isNotNull();
                }
            }
            reader.take((byte) '\r');
            assertThat(read("t12320102\r")).containsExactly(FrameText.parse("123#0102"));
        });
    }

    @Test
    void damagedFramesAreReadOrNotAndNeverBeyondTheirBounds() {
        Gen<byte[]> damaged = random -> {
            byte[] line = written(Frames.classicAndFd().next(random)).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(3); i > 0 && line.length > 0; i--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt('!', 'z');
            }
            return line;
        };
        Property.holds(5_000, damaged, bytes -> {
            for (byte next : bytes) {
                if (reader.take(next) == SlcanLine.FRAME) {
                    assertThat(FrameStruct.read(MEMORY, 0, reader.store(MEMORY, 0)))
                            .isNotNull();
                }
            }
            reader.start();
        });
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "F00|''",
                "F01|receive queue full",
                "F82|transmit queue full, bus error",
                "FFF|receive queue full, transmit queue full, error warning, data overrun, error passive, arbitration lost, bus error",
            },
            delimiter = '|')
    void statusFlagsAreToldInWords(String line, String words) {
        assertThat(SlcanFlags.of(line)).map(SlcanFlags::words).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"F", "F1", "F123", "FXY", "V1013"})
    void anotherAnswerHasNoFlags(String line) {
        assertThat(SlcanFlags.of(line)).isEmpty();
    }

    private List<SlcanLine> lines(String stream) {
        List<SlcanLine> lines = new ArrayList<>();
        for (byte next : stream.getBytes(StandardCharsets.ISO_8859_1)) {
            SlcanLine line = reader.take(next);
            if (line != SlcanLine.UNFINISHED) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<Frame> read(String stream) {
        List<Frame> frames = new ArrayList<>();
        for (byte next : stream.getBytes(StandardCharsets.ISO_8859_1)) {
            if (reader.take(next) == SlcanLine.FRAME) {
                frames.add(FrameStruct.read(MEMORY, 8, reader.store(MEMORY, 8)));
            }
        }
        return frames;
    }

    private static String written(Frame frame) {
        FrameBatch batch = new FrameBatch(MEMORY, FrameLayout.XL_MAX_SIZE);
        batch.count(1);
        batch.size(0, FrameStruct.write(frame, MEMORY, 0));
        MemorySegment target = MemorySegment.ofArray(new byte[3 + SlcanWriter.MOST]);
        int bytes = new SlcanWriter().write(batch, 0, target, 3);
        return new String(target.asSlice(3, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }
}
