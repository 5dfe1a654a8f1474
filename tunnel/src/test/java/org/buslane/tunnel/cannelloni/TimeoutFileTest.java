package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutFileTest {
    @Test
    void idsAndMicrosecondsAreDecimal() {
        assertThat(TimeoutFile.parse("291,1000\n536870911,0\n").nanos())
                .isEqualTo(Map.of(0x123, 1_000_000L, 0x1fffffff, 0L));
    }

    @Test
    void linesWithAHashAreSkippedWhereverItStands() {
        assertThat(TimeoutFile.parse("# id,us\n1,10\n2,20 # slow\n###\n").nanos())
                .containsOnlyKeys(1);
    }

    @Test
    void blankLinesAndBlanksAreNoError() {
        assertThat(TimeoutFile.parse("\n 1 , 10 \r\n\n\t\n2,20").nanos()).containsOnlyKeys(1, 2);
    }

    @Test
    void theFirstTimeoutOfAnIdCounts() {
        assertThat(TimeoutFile.parse("1,10\n1,20").nanos()).isEqualTo(Map.of(1, 10_000L));
    }

    @Test
    void anEmptyFileHurriesNothing() {
        assertThat(TimeoutFile.parse("")).isEqualTo(TimeoutTable.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,10;5 | line 1: '10;5' is not a timeout in microseconds",
                "0x123,10 | line 1: '0x123' is not an id: decimal digits only",
                "123 | line 1: '123' is not ID,MICROSECONDS",
                ",10 | line 1: '' is not an id",
                "-1,10 | line 1: '-1' is not an id",
                "536870912,10 | line 1: an id is at most 536870911, not 536870912",
                "1,4294967296 | line 1: a timeout in microseconds is at most 4294967295",
                "1,99999999999 | is not a timeout"
            })
    void whatIsWrongIsSaidWithItsLine(String text, String sentence) {
        assertThatThrownBy(() -> TimeoutFile.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void anIdInAHurryIsSoWithBothLengths() {
        Hurry hurry = new Hurry(TimeoutFile.parse("291,10\n5,0\n6,999"), 500_000);
        assertThat(hurry.nanos(0x123)).isEqualTo(10_000);
        assertThat(hurry.nanos(0x80000123)).isEqualTo(10_000);
        assertThat(hurry.nanos(0x40000005)).isZero();
        assertThat(hurry.nanos(6)).isEqualTo(500_000);
        assertThat(hurry.nanos(7)).isEqualTo(500_000);
        assertThat(new Hurry(TimeoutTable.EMPTY, 3).nanos(5)).isEqualTo(3);
    }
}
