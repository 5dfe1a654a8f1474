package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final List<String> NAMES = List.of("speed", "gear");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "7 ; 7",
                "0x1F ; 31",
                "1 + 2 * 3 ; 7",
                "(1 + 2)*3 ; 9",
                "10 - 4 - 3 ; 3",
                "100 / 8 % 5 ; 2",
                "-3 - -5 ; 2",
                "speed * 10 + gear ; 1203",
                "speed > 100 && gear == 3 ; 1",
                "speed < 100 || gear != 3 ; 0",
                "speed <= 120 ; 1",
                "speed>=121 ; 0",
                "speed & 0xF ; 8",
                "speed / 0 ; 0",
                "speed % 0 ; 0"
            })
    void itIsWorkedOutAsInC(String text, long value) {
        assertThat(ExpressionParser.parse(text, NAMES).value(new long[] {120, 3}))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "spede + 1 | 'spede' is no variable of this ECU; 'state' has speed, gear",
                "1 + | '1 +' has the end at character 4 where a number or a variable is expected",
                "(1 | '(1' has the end at character 3 where ')' is expected",
                "1 2 | '1 2' has '2' at character 3 where an operator is expected",
                "1 ^ 2 | '1 ^ 2' has '^' at character 3 where an operator is expected",
                "12ab | '12ab' is no number",
                "99999999999999999999 | '99999999999999999999' is no number"
            })
    void aMistakeIsSaid(String text, String message) {
        assertThatThrownBy(() -> ExpressionParser.parse(text, NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLongOneIsRefusedAndOneOfParenthesesAloneDoesNoHarm() {
        assertThatThrownBy(() -> ExpressionParser.parse("1".repeat(201), NAMES))
                .hasMessage("an expression has at most 200 characters, not 201");
        assertThatThrownBy(() -> ExpressionParser.parse("(".repeat(200), NAMES)).hasMessageContaining("the end");
    }

    @Test
    void anEcuWithoutVariablesSaysSo() {
        assertThatThrownBy(() -> ExpressionParser.parse("x", List.of()))
                .hasMessage("'x' is no variable of this ECU; it has no 'state'");
    }
}
