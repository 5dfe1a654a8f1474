package org.buslane.node.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void linesEndWithEitherEndOrNone() {
        assertThat(all("a\nbc\r\n\nd")).containsExactly("a", "bc", "", "d");
        assertThat(all("a\n")).containsExactly("a");
        assertThat(all("")).isEmpty();
    }

    @Test
    void linesLongerThanTheBufferAreWhole() {
        String line = "x".repeat(8192);
        assertThat(all(line + "\n" + line)).containsExactly(line, line);
    }

    @Test
    void aLineThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> all("a\n" + "x".repeat(8193)))
                .isInstanceOf(NodeException.class)
                .hasMessage("f.log:2: longer than 8192 bytes, so it is no log");
    }

    @Test
    void aMistakeSaysWhereItIs() {
        Lines stdin = new Lines(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8)), "stdin");
        stdin.next();
        stdin.next();
        assertThat(stdin.mistake("no frame")).hasMessage("stdin line 2: no frame");
        assertThat(stdin.next()).isFalse();
    }

    private static List<String> all(String text) {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.log");
        List<String> all = new ArrayList<>();
        while (lines.next()) {
            all.add(lines.text());
        }
        return all;
    }
}
