package org.buslane.node.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSinkTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final FrameBatch batch =
            new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, Long.BYTES), 128);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anFdFrameWithTheErrorFlagIsLeftOutAndThoseBesideItAreNot(boolean pretty) throws IOException {
        batch.count(3);
        for (int i = 0; i < 3; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse("123##1AA"), batch.memory(), batch.offset(i)));
        }
        int word = FrameLayout.idWord(batch.memory(), batch.offset(1));
        batch.memory().set(ValueLayout.JAVA_INT, batch.offset(1), word | IdWord.ERROR);

        LineSink sink = new LineSink(out, List.of(), pretty);

        assertThat(sink.add(batch, 0, 1, 0)).isTrue();
        assertThat(sink.add(batch, 1, 1, 0)).isFalse();
        assertThat(sink.add(batch, 2, 1, 0)).isTrue();
        sink.flush();
        assertThat(out.toString(UTF_8)).hasLineCount(2);
    }
}
