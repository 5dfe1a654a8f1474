package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.buslane.tunnel.socketcand.SendReader.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What socketcand 0.6.1 puts onto the bus, and what its dialects do. */
class SendReaderTest {
    private static final Set<Dialect> ALL = Set.of(Dialect.FDFRAME, Dialect.RTR);
    private static final Set<Dialect> LONG = Set.of(Dialect.LONG_FRAME);

    private final MemorySegment struct = Wording.memory(FrameLayout.FD_SIZE);

    @ParameterizedTest
    @CsvSource({
        "< send 123 2 11 22 >, 123#1122",
        "< send 123 0 >, 123#",
        "< send 123 0  >, 123#",
        "< send 5 1 a >, 005#0A",
        "< send 7FF 8 1 2 3 4 5 6 7 8 >, 7FF#0102030405060708",
        "< send 7ff 8 11 22 33 44 55 66 77 88  >, 7FF#1122334455667788",
        "< send 12345678 2 1 F1 >, 12345678#01F1",
        "< send 00000123 1 FF >, 00000123#FF",
        "< send 1FFFFFFF 0 >, 1FFFFFFF#",
        "< send 0x123 0x1 0x22 >, 123#",
        "< send 0x123 1 0xAB >, 123#AB",
        "< send 0x123456 1 AB >, 00123456#AB",
        "< send ffffffff92345678 1 ffffffffffffff81 >, 12345678#81",
        "< send 040000123 0 >, 123#R",
        "< send 040000123 4 0 0 0 0 >, 123#R4",
        "< send   123   1   7  >, 123#07",
        "'< send 123\t1\n7 >', 123#07",
        "< send 123 257 7 >, 123#07",
        "< send 123 008 1 2 3 4 5 6 7 8 >, 123#0102030405060708",
        "< send 123 1 11zz >, 123#11",
        "< send 123 1 1122 >, 123#22",
        "< send 123 8 1 2 3 4 5 6 7 8 9 10 >, 123#0102030405060708",
        "< send 123 2 11 22>, 123#1122"
    })
    void aFrameIsReadAsScanfDoes(String command, String frame) {
        assertThat(read(command, Set.of())).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< send 123 >",
                "< send  >",
                "< send xyz 0 >",
                "< send 123 2 11 >",
                "< send 123 1 11 22 >",
                "< send 123 9 1 2 3 4 5 6 7 8 9 >",
                "< send 123 A 1 2 3 4 5 6 7 8 9 10 >",
                "< send 123 -1 >",
                "< send 12g 0 >"
            })
    void whatDoesNotAddUpIsNoFrame(String command) {
        assertThat(read(command, Set.of())).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< echo >",
                "< send",
                "< sending 1 0 >",
                "<send 1 0>",
                "< sendfd 1 0 >",
                "< sendrtr 1 0 >",
                "<>",
                "<"
            })
    void anotherCommandIsLeftToOthers(String command) {
        assertThat(read(command, Set.of())).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({
        "< sendfd 123 2 11 22 >, 123##41122",
        "< sendfd 12345678 12 1 2 3 4 5 6 7 8 9 a b c >, 12345678##40102030405060708090A0B0C",
        "< sendfd 123 0 >, 123##4",
        "< sendfd 123 9 1 2 3 4 5 6 7 8 9 >, -",
        "< sendfd 123 65 1 >, -",
        "< sendfd 20000123 0 >, -",
        "< sendrtr 123 0 >, 123#R",
        "< sendrtr 1AAAAAAA 2 >, 1AAAAAAA#R2",
        "< sendrtr 123 9 >, -",
        "< sendrtr 123 >, -"
    })
    void theDialectsHaveWordsOfTheirOwn(String command, String frame) {
        assertThat(read(command, ALL)).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource({
        "< send 123 2 11 22 >, 123#1122",
        "< send 123 8 1 2 3 4 5 6 7 8 >, 123#0102030405060708",
        "< send 123 9 1 2 3 4 5 6 7 8 9 >, 123##4010203040506070809000000",
        "< send 1234567 9 1 2 3 4 5 6 7 8 9 >, 01234567##4010203040506070809000000",
        "< send ffffffff92345678 1 1 >, 12345678#01",
        "< send 123 65 1 >, -"
    })
    void aLongFrameIsAnFdFrameOfTheNextLength(String command, String frame) {
        assertThat(read(command, LONG)).isEqualTo(frame);
    }

    @Test
    void theLongestFdFrameIsRead() {
        assertThat(read("< sendfd 123 64 " + "5a ".repeat(64) + " >", ALL)).isEqualTo("123##4" + "5A".repeat(64));
        assertThat(read("< send 123 64 " + "5a ".repeat(64) + " >", LONG)).isEqualTo("123##4" + "5A".repeat(64));
    }

    @Test
    void nothingOfTheLastFrameIsLeft() {
        SendReader reader = new SendReader(ALL);
        read(reader, "< sendfd 12345678 64 " + "ff ".repeat(64) + " >");
        assertThat(read(reader, "< send 1 1 2 >")).isEqualTo("001#02");
        assertThat(struct.get(ValueLayout.JAVA_LONG, FrameLayout.OFFSET_DATA)).isEqualTo(2);
    }

    @Test
    void aFrameAllocatesNothing() {
        SendReader reader = new SendReader(ALL);
        MemorySegment command = Wording.memory("< send 12345678 8 11 22 33 44 55 66 77 88 >");
        int length = (int) command.byteSize();
        assertThat(Allocation.fewestBytes(() -> reader.read(command, 0, length, struct, 0)))
                .isZero();
    }

    private String read(String command, Set<Dialect> dialects) {
        return read(new SendReader(dialects), command);
    }

    private String read(SendReader reader, String command) {
        MemorySegment text = Wording.memory(command);
        Found found = reader.read(text, 0, (int) text.byteSize(), struct, 0);
        return switch (found) {
            case FRAME -> Wording.frame(struct, reader.size());
            case MALFORMED -> "-";
            case OTHER -> "other";
        };
    }
}
