package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void plainWordsNeedNoParserAndMeanTheSameToIt() {
        List<List<String>> typed = List.of(
                List.of("can0"),
                List.of("can0", "123:7FF", "j"),
                List.of("can0", "--pretty"),
                List.of("--pretty", "can0", "#FF"));
        for (List<String> words : typed) {
            assertThat(new DumpCommand().plain(words)).isEqualTo(Parser.parse("dump", new DumpCommand(), words));
        }
        List<String> stream = List.of("can0", "-");
        assertThat(new SendCommand().plain(stream)).isEqualTo(Parser.parse("send", new SendCommand(), stream));
    }

    @Test
    void optionsWithValuesAndMistakesAreTheParsers() {
        assertThat(new DumpCommand().plain(List.of("can0", "--count", "3"))).isEmpty();
        assertThat(new DumpCommand().plain(List.of())).isEmpty();
        assertThat(new StatusCommand().plain(List.of("can0"))).isEmpty();
        assertThat(new StatusCommand().plain(List.of("--help"))).isEmpty();
    }

    @Test
    void theParserReadsOptionsWhereverTheyStand() {
        assertThat(Parser.parse("play", new PlayCommand(), List.of("--as=a=b", "f.log", "--bus", "c", "--speed", "2")))
                .contains(
                        new Arguments(List.of("f.log"), Map.of("--as", List.of("a=b", "c"), "--speed", List.of("2"))));
        assertThat(Parser.parse("send", new SendCommand(), List.of("can0", "--", "123#")))
                .contains(new Arguments(List.of("can0", "123#"), Map.of()));
    }

    @Test
    void aFileNamedWithAnAtSignIsNotRead() {
        assertThat(Parser.parse("play", new PlayCommand(), List.of("--speed", "2", "@f.log")))
                .contains(new Arguments(List.of("@f.log"), Map.of("--speed", List.of("2"))));
    }

    @Test
    void helpIsAskedForByAnOption() {
        assertThat(Parser.parse("play", new PlayCommand(), List.of("--help"))).isEmpty();
    }

    @Test
    void whatTheCommandDoesNotTakeIsAMistake() {
        assertThatThrownBy(() -> Parser.parse("play", new PlayCommand(), List.of("f.log", "--fast")))
                .isInstanceOf(UsageException.class)
                .hasMessage("Unknown option: '--fast'");
    }
}
