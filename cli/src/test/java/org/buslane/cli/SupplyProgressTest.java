package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SupplyProgressTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private SupplyProgress progress(boolean terminal) {
        return new SupplyProgress(new PrintStream(said, false, StandardCharsets.UTF_8), terminal);
    }

    @Test
    void onATerminalOneLineIsWrittenOverAndThenGone() {
        SupplyProgress progress = progress(true);
        progress.line("downloading: 1% of 12 MB");
        progress.line("downloading: 2% of 12 MB");
        progress.done();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "\r\033[Kbuslane: downloading: 1% of 12 MB\r\033[Kbuslane: downloading: 2% of 12 MB\r\033[K");
    }

    @Test
    void elsewhereALineIsSaidWhenSomethingElseBegins() {
        SupplyProgress progress = progress(false);
        progress.line("reading: 0%");
        progress.line("reading: 100%");
        progress.line("unpacking: package 1 of 9");
        progress.line("unpacking: package 9 of 9");
        progress.done();

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("buslane: reading: 0%", "buslane: unpacking: package 1 of 9");
    }
}
