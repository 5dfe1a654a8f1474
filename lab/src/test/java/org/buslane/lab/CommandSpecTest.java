package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What native/lab/inside.c reads. */
class CommandSpecTest {
    @Test
    void everyStringEndsWithAZeroByteAndNothingIsQuoted() {
        CommandSpec spec = new CommandSpec(
                Path.of("/a folder"),
                List.of("printf", "", "it's \"ä\"\n"),
                Map.of("B", "two = 2", "A", "one\ntwo", "EMPTY", ""));

        assertThat(new String(spec.bytes(), UTF_8))
                .isEqualTo("/a folder\0" + "3\0printf\0\0it's \"ä\"\n\0A=one\ntwo\0B=two = 2\0EMPTY=\0");
    }

    @Test
    void aCommandHasAProgram() {
        assertThatThrownBy(() -> new CommandSpec(Path.of("/"), List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no command");
    }

    @Test
    void aZeroByteCannotBeInAWord() {
        CommandSpec spec = new CommandSpec(Path.of("/"), List.of("a\0b"), Map.of());

        assertThatThrownBy(spec::bytes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a zero byte in a\0b");
    }
}
