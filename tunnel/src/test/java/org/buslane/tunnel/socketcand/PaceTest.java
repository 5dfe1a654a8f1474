package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = 1_000_000_000L;

    private final Pace pace = new Pace();

    @Test
    void withoutAnythingToWriteItIsNeverDue() {
        assertThat(pace.due(200)).isEqualTo(Long.MAX_VALUE);
        pace.waits();
        pace.written(NOW);
        assertThat(pace.due(200)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFirstFrameAfterAQuietTimeGoesAtOnce() {
        pace.waits();
        assertThat(pace.isDue(200, NOW)).isTrue();
        pace.written(NOW);

        pace.waits();
        assertThat(pace.isDue(200, NOW + Pace.MOST)).isTrue();
    }

    @Test
    void thoseAfterItWaitTheLongerTheMoreClientsThereAre() {
        pace.written(NOW);
        pace.waits();

        assertThat(pace.due(2)).isEqualTo(NOW + 2 * Pace.EACH);
        assertThat(pace.due(20)).isEqualTo(NOW + 20 * Pace.EACH);
        assertThat(pace.isDue(20, NOW + 20 * Pace.EACH - 1)).isFalse();
    }

    @Test
    void noFrameWaitsLongerThanThatHoweverManyThereAre() {
        pace.written(NOW);
        pace.waits();

        assertThat(pace.due(100_000)).isEqualTo(NOW + Pace.MOST);
    }

    @Test
    void oneClientNeverWaits() {
        pace.written(NOW);
        pace.waits();

        assertThat(pace.isDue(1, NOW)).isTrue();
    }
}
