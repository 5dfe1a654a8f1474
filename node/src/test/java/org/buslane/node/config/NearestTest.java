package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> WORDS = List.of("name", "bus", "read", "write", "error-frames");

    @Test
    void findsTheWordThatWasMeant() {
        assertThat(Nearest.to("nmae", WORDS)).contains("name");
        assertThat(Nearest.to("writes", WORDS)).contains("write");
        assertThat(Nearest.to("error_frames", WORDS)).contains("error-frames");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("owner", WORDS)).isEmpty();
        assertThat(Nearest.to("", WORDS)).isEmpty();
    }
}
