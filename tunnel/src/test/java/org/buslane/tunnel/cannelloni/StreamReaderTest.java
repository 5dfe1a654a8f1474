package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameLayout;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
    private static final String GREETING = "43414e4e454c4c4f4e497631";
    private static final String FIVE =
            "00000123 04 deadbeef" + "92345678 02 1122" + "40000123 05" + "000007ff 00" + "00000123 83 05 aabbcc";

    private final StreamReader reader = new StreamReader(Words.memory(256));
    private final MemorySegment struct = Words.memory(FrameLayout.FD_SIZE);
    private final List<String> frames = new ArrayList<>();

    @Test
    void theGreetingIsWhatTheOriginalSays() {
        MemorySegment memory = Words.memory(12);
        assertThat(Greeting.write(memory, 0)).isEqualTo(12);
        assertThat(Words.hex(memory, 0, 12)).isEqualTo(GREETING);
    }

    @Test
    void framesAreTheSameHoweverTheStreamIsCut() {
        MemorySegment stream = Words.bytes(GREETING + FIVE);
        long length = stream.byteSize();
        for (long first = 0; first <= length; first++) {
            for (long second = first; second <= length; second++) {
                reader.reset();
                frames.clear();
                assertThat(feed(stream, 0, first)).isEqualTo(FrameReader.Found.SHORT);
                assertThat(feed(stream, first, second)).isEqualTo(FrameReader.Found.SHORT);
                assertThat(feed(stream, second, length)).isEqualTo(FrameReader.Found.SHORT);
                assertThat(frames)
                        .as("cut at %d and %d", first, second)
                        .containsExactly("123#DEADBEEF", "12345678#1122", "123#R5", "7FF#", "123##5AABBCC");
            }
        }
    }

    @Test
    void aByteAtATimeIsEnough() {
        MemorySegment stream = Words.bytes(GREETING + FIVE);
        for (long i = 0; i < stream.byteSize(); i++) {
            feed(stream, i, i + 1);
            assertThat(reader.isGreeted()).isEqualTo(i >= 11);
        }
        assertThat(frames).hasSize(5);
    }

    @Test
    void whoSaysSomethingElseFirstIsNoPeer() {
        assertThat(feed("43414e4e454c4c4f4e497632")).isEqualTo(FrameReader.Found.HOSTILE);
        reader.reset();
        assertThat(feed("47")).isEqualTo(FrameReader.Found.HOSTILE);
        assertThat(reader.isGreeted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 127})
    void aLengthBeyond64EndsTheConnection(int length) {
        assertThat(feed(GREETING + "000007ff 00" + "00000123 %02x".formatted(length)))
                .isEqualTo(FrameReader.Found.HOSTILE);
        assertThat(frames).containsExactly("7FF#");
        reader.reset();
        assertThat(feed(GREETING + "40000123 %02x".formatted(length | 0x80))).isEqualTo(FrameReader.Found.HOSTILE);
    }

    @Test
    void aFrameThatNoBusCarriesIsSteppedOver() {
        assertThat(feed(GREETING + "00000123 09" + "00".repeat(9) + "000007ff 00"))
                .isEqualTo(FrameReader.Found.SHORT);
        assertThat(frames).containsExactly("-", "7FF#");
    }

    @Test
    void anotherConnectionKnowsNothingOfTheLast() {
        feed(GREETING + "00000123 08 11223344");
        reader.reset();
        assertThat(feed(GREETING + "000007ff 00")).isEqualTo(FrameReader.Found.SHORT);
        assertThat(frames).containsExactly("7FF#");
    }

    private FrameReader.Found feed(String hex) {
        MemorySegment stream = Words.bytes(hex);
        return feed(stream, 0, stream.byteSize());
    }

    private FrameReader.Found feed(MemorySegment stream, long from, long to) {
        assertThat(reader.room()).isGreaterThanOrEqualTo(to - from);
        MemorySegment.copy(stream, from, reader.memory(), reader.position(), to - from);
        reader.received(to - from);
        while (true) {
            FrameReader.Found found = reader.next(struct, 0);
            switch (found) {
                case FRAME -> frames.add(Batches.text(struct, 0, reader.size()));
                case NO_FRAME -> frames.add("-");
                case SHORT, HOSTILE -> {
                    return found;
                }
            }
        }
    }
}
