package org.buslane.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {
    private static String of(String log) {
        return LastWords.of(log.getBytes(ISO_8859_1));
    }

    @Test
    void aSilentMachineHasNone() {
        assertThat(of("")).isEmpty();
        assertThat(of("\n \r\n\n")).isEmpty();
    }

    @Test
    void theLastFiveLinesAreEnough() {
        assertThat(of("1\n2\n3\r\n\n4\n 5\n6\n7")).isEqualTo(": 3 | 4 | 5 | 6 | 7");
    }

    @Test
    void nothingInThemMovesACursor() {
        assertThat(of("\033[31mpanic\7\n")).isEqualTo(": [31mpanic");
    }
}
