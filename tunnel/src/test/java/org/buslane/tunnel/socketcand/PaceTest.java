package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = 1_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    private void written(long took) {
        pace.written(NOW - took, NOW);
    }

    @Test
    void withoutAnythingToWriteItIsNeverDue() {
        assertThat(pace.due(200)).isEqualTo(Long.MAX_VALUE);
        pace.waits();
        written(MILLI);
        assertThat(pace.due(200)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFirstFrameAfterAQuietTimeGoesAtOnce() {
        pace.waits();
        assertThat(pace.isDue(200, NOW)).isTrue();
        written(MILLI);

        pace.waits();
        assertThat(pace.isDue(200, NOW + Pace.MOST)).isTrue();
    }

    @Test
    void writingIsATenthOfTheTimeAtMost() {
        written(MILLI);
        pace.waits();

        assertThat(pace.due(20)).isEqualTo(NOW + 9 * MILLI);
        assertThat(pace.isDue(20, NOW + 9 * MILLI - 1)).isFalse();
    }

    @Test
    void noFrameWaitsLongerThanThatHoweverLongTheWritingTook() {
        written(1000 * MILLI);
        pace.waits();

        assertThat(pace.due(100_000)).isEqualTo(NOW + Pace.MOST);
    }

    @Test
    void oneClientNeverWaits() {
        written(MILLI);
        pace.waits();

        assertThat(pace.isDue(1, NOW)).isTrue();
    }
}
