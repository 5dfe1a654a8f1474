package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.testkit.Allocation;
import org.buslane.core.testkit.Frames;
import org.buslane.core.text.FrameText;
import org.buslane.tunnel.socketcand.ReplyReader.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {
    private static final Set<Dialect> NONE = Set.of();
    private static final Set<Dialect> MORE = Set.of(Dialect.FDFRAME, Dialect.RTR);

    private final MemorySegment struct = Wording.memory(FrameLayout.FD_SIZE);

    @ParameterizedTest
    @CsvSource({
        "< frame 123 1795211619.243320 DEADBEEF >, 123#DEADBEEF",
        "< frame 12345678 1795211619.295057 1122 >, 12345678#1122",
        "< frame 7FF 1795211619.799617  >, 7FF#",
        "< frame 00000123 1795211619.799617  >, 00000123#",
        "< frame 123 1795212037.465860 DE AD BE EF  >, 123#DEADBEEF",
        "< frame 123 23.424242 11 22 33 44 >, 123#11223344",
        "< frame 5 1.0 0f>, 005#0F",
        "< frame 123 1795211619.243320 1122334455667788 >, 123#1122334455667788"
    })
    void framesOfBothModesAreRead(String text, String frame) {
        assertThat(read(text, NONE)).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource({
        "< error 004 1795211619.903305 >, 20000004#0000000000000000",
        "< error 20000004 1795212037.465860 00 01 00 00 00 00 00 00  >, 20000004#0001000000000000",
        "< error unknown command >, error",
        "< error could not open bus >, error",
        "< error configuring interface can0 >, error",
        "< error 004 >, error",
        "< error 5 much >, error",
        "< error >, error"
    })
    void anErrorIsOneOfTheBusIfATimeFollows(String text, String found) {
        assertThat(read(text, NONE)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "< hi >, hi",
        "<hi>, hi",
        "< ok >, ok",
        "< echo >, echo",
        "< stat 80 10 16 2 >, stat",
        "< pdu 1795211619.243320 62F190 >, pdu",
        "< frames 123 1.0 >, other",
        "< HI >, other",
        "<>, other",
        "<< ok >, other"
    })
    void otherRepliesAreKnownByTheirWord(String text, String found) {
        assertThat(read(text, NONE)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "< frame >",
        "< frame 123 >",
        "< frame 123 1795211619 11 >",
        "< frame 123 1795211619. 11 >",
        "< frame 123 .5 11 >",
        "< frame 123 x.5 11 >",
        "< frame 123 99999999999.5 11 >",
        "< frame 123 9999999999.5 11 >",
        "< frame 800 1.0 112 >",
        "< frame 123 1.0 112 >",
        "< frame 123 1.0 1g >",
        "< frame 123 1.0 112233445566778899 >",
        "< frame 123 1.0 11 22 33 44 55 66 77 88 99 >",
        "< frame 20000000 1.0 11 >",
        "< frame 123456789 1.0 11 >",
        "< frame -12 1.0 11 >",
        "< error 20000004 1.0 00 01 >"
    })
    void whatIsNoFrameIsNone(String text) {
        assertThat(read(text, NONE)).isEqualTo("malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "< fdframe 123 1.0 AABB >, 123##4AABB",
        "< fdframe 123 1.0  >, 123##4",
        "< fdframe 123 1.0 112233445566778899 >, 123##4112233445566778899",
        "< fdframe 123 1.0 1 >, malformed",
        "< rtr 123 1.5 4 >, 123#R4",
        "< rtr 00000123 1.5 0 >, 00000123#R",
        "< rtr 123 1.5 9 >, malformed",
        "< rtr 123 1.5 >, malformed",
        "< rtr 123 1.5 4 4 >, malformed"
    })
    void theDialectsAreReadIfTheyAreSpoken(String text, String frame) {
        assertThat(read(text, MORE)).isEqualTo(frame);
        assertThat(read(text, NONE)).isEqualTo("other");
    }

    @Test
    void aLongFrameIsAnFdFrame() {
        Set<Dialect> dialects = Set.of(Dialect.LONG_FRAME);
        assertThat(read("< frame 123 1.0 112233445566778899AABBCC >", dialects))
                .isEqualTo("123##4112233445566778899AABBCC");
        assertThat(read("< frame 123 1.0 " + "5A".repeat(64) + " >", dialects)).isEqualTo("123##4" + "5A".repeat(64));
        assertThat(read("< frame 123 1.0 " + "5A".repeat(65) + " >", dialects)).isEqualTo("malformed");
        assertThat(read("< frame 123 1.0 1122 >", dialects)).isEqualTo("123#1122");
    }

    @Test
    void theTimeIsTheServers() {
        ReplyReader reader = new ReplyReader(NONE);
        read(reader, "< frame 123 1795211619.243320 11 >");
        assertThat(reader.stamp()).isEqualTo(1_795_211_619_243_320_000L);
        read(reader, "< frame 123 0.000000001 11 >");
        assertThat(reader.stamp()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        MemorySegment from = Wording.memory(FrameLayout.XL_MAX_SIZE);
        MemorySegment line = Wording.memory(FrameLine.MOST);
        FrameLine writer = new FrameLine(MORE, 0x1fffffff);
        ReplyReader reader = new ReplyReader(MORE);
        for (int i = 0; i < 20_000; i++) {
            Frame frame = Frames.any().next(random);
            long stamp = random.nextLong(Long.MAX_VALUE / 1000) / 1000 * 1000;
            int size = FrameStruct.write(frame, from, 0);
            int written = writer.raw(from, 0, size, stamp, line, 0);
            if (written == 0) {
                continue;
            }
            Found found = reader.read(line, 0, written, struct, 0);
            String text = Wording.text(line, 0, written);
            assertThat(found).as("seed %d: %s", seed, text).isIn(Found.FRAME, Found.ERROR_FRAME);
            assertThat(reader.stamp()).as("seed %d: %s", seed, text).isEqualTo(stamp);
            if (found == Found.FRAME) {
                assertThat(Wording.frame(struct, reader.size()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(plain(frame));
            }
        }
    }

    /** Without a raw DLC and the flags of an FD frame, which the protocol has no words for. */
    private static String plain(Frame frame) {
        return FrameText.format(frame).replaceAll("_[0-9A-F]$", "").replaceAll("##[0-9A-F]", "##4");
    }

    @Test
    void aFrameAllocatesNothing() {
        ReplyReader reader = new ReplyReader(NONE);
        MemorySegment text = Wording.memory("< frame 12345678 1795211619.243320 1122334455667788 >");
        int length = (int) text.byteSize();
        assertThat(Allocation.fewestBytes(() -> reader.read(text, 0, length, struct, 0)))
                .isZero();
    }

    private String read(String text, Set<Dialect> dialects) {
        return read(new ReplyReader(dialects), text);
    }

    private String read(ReplyReader reader, String text) {
        MemorySegment memory = Wording.memory(text);
        Found found = reader.read(memory, 0, (int) memory.byteSize(), struct, 0);
        boolean isFrame = found == Found.FRAME || found == Found.ERROR_FRAME;
        return isFrame ? Wording.frame(struct, reader.size()) : found.name().toLowerCase(Locale.ROOT);
    }
}
