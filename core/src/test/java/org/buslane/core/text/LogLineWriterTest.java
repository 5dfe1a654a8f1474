package org.buslane.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.buslane.core.frame.BadFrameException;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.testkit.Allocation;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

class LogLineWriterTest {
    private static final int STRIDE = FrameLayout.XL_MAX_SIZE + 4;

    private static final long STAMP = 1_666_123_359_911_266_000L;

    private final FrameBatch batch =
            new FrameBatch(MemorySegment.ofArray(new byte[STRIDE * FrameBatch.CAPACITY]), STRIDE);
    private final MemorySegment target = MemorySegment.ofArray(new byte[8192]);

    @Test
    void itWritesWhatLogLineFormatsForEveryFrame() {
        LogLineWriter micros = new LogLineWriter(6);
        LogLineWriter nanos = new LogLineWriter(9);
        Property.holds(2000, LogLineTest.LINES, line -> {
            int size = FrameStruct.write(line.frame(), batch.memory(), batch.offset(5));
            batch.size(5, size);
            byte[] name = line.name().getBytes(UTF_8);
            LogLineWriter writer = line.digits() == 6 ? micros : nanos;
            int written = writer.write(batch, 5, line.stamp(), name, line.direction(), target, 17);
            assertThat(text(17, written)).isEqualTo(line.format() + "\n");
            assertThat(written).isLessThanOrEqualTo(LogLineWriter.room(size, name.length));
        });
    }

    @Test
    void itWritesAnyBytesThatAreAFrameAndNothingForOthers() {
        LogLineWriter writer = new LogLineWriter(6);
        Gen<byte[]> structs = random -> {
            byte[] bytes = new byte[Gen.oneOf(random, 3, 13, 16, 16, 72, 72, 100)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                bytes[4] = (byte) random.nextInt(-128, 72);
            }
            return bytes;
        };
        Property.holds(2000, structs, bytes -> {
            MemorySegment struct = MemorySegment.ofArray(bytes);
            int written = writer.write(struct, 0, bytes.length, 0, "can0".getBytes(UTF_8), Direction.UNSAID, target, 0);
            String expected;
            try {
                expected = LogLine.of(0, "can0", FrameStruct.read(struct, 0, bytes.length))
                                .format() + "\n";
            } catch (BadFrameException _) {
                expected = "";
            }
            assertThat(text(0, written)).isEqualTo(expected);
        });
    }

    @Test
    void itMakesNoObjectForAFrame() {
        LogLineWriter writer = new LogLineWriter(6);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            batch.size(i, FrameStruct.write(Frames.any().next(random), batch.memory(), batch.offset(i)));
        }
        batch.count(FrameBatch.CAPACITY);
        byte[] name = "can0".getBytes(UTF_8);
        int[] written = new int[1];
        assertThat(Allocation.fewestBytes(() -> {
                    for (int i = 0; i < FrameBatch.CAPACITY; i++) {
                        written[0] += writer.write(batch, i, STAMP + i, name, Direction.SENT, target, 0);
                    }
                }))
                .isZero();
        assertThat(written[0]).isNotZero();
    }

    @Test
    void onlySixOrNineDigitsAreAFraction() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LogLineWriter(3));
    }

    private String text(long at, int length) {
        return new String(target.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), UTF_8);
    }
}
