package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.buslane.node.tunnels.LongOptions.Option.added;
import static org.buslane.node.tunnels.LongOptions.Option.original;

import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.LongOptions.Option;
import org.buslane.node.tunnels.LongOptions.Typed;
import org.buslane.node.tunnels.LongOptions.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongOptionsTest {
    private static final List<Option> OPTIONS = List.of(
            original('v', "verbose", Value.NONE),
            original('z', "version", Value.NONE),
            original('i', "interfaces", Value.ONE),
            original('d', "daemon", Value.NONE),
            added("dialect", Value.ONE),
            added("discover", Value.PERHAPS),
            added("interpret", Value.NONE));

    private static List<Typed> read(String line) {
        return LongOptions.read(line.isEmpty() ? List.of() : List.of(line.split(" ")), OPTIONS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -v                     | verbose:
            -vi can0               | verbose: interfaces:can0
            -vican0 -d             | verbose: interfaces:can0 daemon:
            --interfaces can0      | interfaces:can0
            --interface can0       | interfaces:can0
            --i=can0,can1          | interfaces:can0,can1
            --interfaces=          | interfaces:
            --interfaces -v        | interfaces:-v
            --d                    | daemon:
            --dia=rtr --dis        | dialect:rtr discover:
            --discover -v          | discover: verbose:
            --discover can0        | discover:can0
            --inter can0           | interfaces:can0
            --interp --            | interpret:
            """)
    void optionsAreTakenAsGetoptLongTakesThem(String line, String options) {
        assertThat(read(line))
                .extracting(typed -> typed.name() + ":" + typed.value())
                .containsExactly(options.split(" "));
    }

    @Test
    void nothingIsNothing() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --ver                  | --ver may be --verbose or --version
            --dis --di             | --di may be --dialect or --discover
            --verbose=yes          | --verbose takes no value
            --interfaces           | --interfaces lacks its value
            --if can0              | there is no option --if
            -vi                    | -i lacks its value
            -vx                    | there is no option -x in '-vx'
            can0                   | 'can0' belongs to no option
            -v -                   | '-' belongs to no option
            -v -- can0             | 'can0' belongs to no option
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(NodeException.class).hasMessage(sentence);
    }
}
