package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sscanf of glibc 2.36 does with the same text. */
class ScanfTest {
    @ParameterizedTest
    @CsvSource({
        "'123 ', 123, 3",
        "'  7ff>', 7ff, 5",
        "0x1F, 1f, 4",
        "0X1f, 1f, 4",
        "040000123, 40000123, 9",
        "ffffffff92345678, ffffffff92345678, 16",
        "fffffffffffffffff, ffffffffffffffff, 17",
        "-1, ffffffffffffffff, 2",
        "+12, 12, 3",
        "12g4, 12, 2",
        "0x, 0, 2",
        "00x1, 0, 2",
        "'\t\n\u000b\f\r 5', 5, 7"
    })
    void aHexNumberIsReadUpToWhatIsNoDigit(String text, String value, long position) {
        Scanf scanf = on(text);
        assertThat(scanf.hex()).isTrue();
        assertThat(Long.toHexString(scanf.value())).isEqualTo(value);
        assertThat(scanf.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({
        "8>, 8, 1",
        "'  12 ', 12, 4",
        "-1, -1, 2",
        "0x10, 0, 1",
        "256, 256, 3",
        "18446744073709551615, -1, 20",
        "18446744073709551616, -1, 20",
        "99999999999999999999999, -1, 23",
        "12ab, 12, 2"
    })
    void aDecimalNumberToo(String text, long value, long position) {
        Scanf scanf = on(text);
        assertThat(scanf.decimal()).isTrue();
        assertThat(scanf.value()).isEqualTo(value);
        assertThat(scanf.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'>'", "'-'", "'+ 1'", "'x1'", "'- 1'"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(on(text).hex()).isFalse();
        assertThat(on(text).decimal()).isFalse();
    }

    @Test
    void wordsEndAtWhiteSpaceOnly() {
        MemorySegment memory = Wording.memory(" can0> B\t5");
        Scanf scanf = new Scanf();
        scanf.start(memory, 0, memory.byteSize());
        assertThat(scanf.word()).isTrue();
        assertThat(Wording.text(memory, scanf.wordStart(), scanf.position() - scanf.wordStart()))
                .isEqualTo("can0>");
        assertThat(scanf.character()).isEqualTo('B');
        assertThat(scanf.character()).isEqualTo('5');
        assertThat(scanf.character()).isEqualTo(-1);
        assertThat(scanf.word()).isFalse();
    }

    private static Scanf on(String text) {
        MemorySegment memory = Wording.memory(text);
        Scanf scanf = new Scanf();
        scanf.start(memory, 0, memory.byteSize());
        return scanf;
    }
}
