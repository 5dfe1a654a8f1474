package org.buslane.lab.junit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void whoWaitsGetsWhatComesLater() throws IOException, InterruptedException {
        PipedWriter writer = new PipedWriter();
        Lines lines = new Lines(new BufferedReader(new PipedReader(writer)));
        Thread later = Thread.startVirtualThread(() -> write(writer, "one\ntwo\n"));
        assertThat(lines.await(all -> Optional.of(all).filter(some -> some.size() == 2), SOON))
                .contains(List.of("one", "two"));
        later.join();
        writer.close();
        assertThat(lines.all()).containsExactly("one", "two");
    }

    private static void write(PipedWriter writer, String text) {
        try {
            writer.write(text);
            writer.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theEndIsWaitedForNoLonger() throws IOException {
        PipedWriter writer = new PipedWriter();
        Lines lines = new Lines(new BufferedReader(new PipedReader(writer)));
        writer.write("one\n");
        writer.close();
        assertThat(lines.await(all -> Optional.of(all).filter(some -> some.size() == 2), Duration.ofDays(1)))
                .isEmpty();
        assertThat(lines.soFar()).containsExactly("one");
    }

    @Test
    void theTimeIsWaitedForNoLonger() throws IOException {
        try (PipedWriter writer = new PipedWriter()) {
            Lines lines = new Lines(new BufferedReader(new PipedReader(writer)));
            assertThat(lines.await(all -> all.stream().findFirst(), Duration.ofMillis(1)))
                    .isEmpty();
        }
    }
}
