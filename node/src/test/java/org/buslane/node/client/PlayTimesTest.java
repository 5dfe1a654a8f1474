package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayTimesTest {
    private static final long RECORDED = 1_666_123_359_911_266_000L;

    @Test
    void theFirstFrameIsDueAtOnceAndOthersAsFarBehindAsRecorded() {
        PlayTimes times = new PlayTimes(1);

        assertThat(times.due(RECORDED, 50)).isEqualTo(50);
        assertThat(times.due(RECORDED + 675_000, 60)).isEqualTo(50 + 675_000);
    }

    @Test
    void latenessDoesNotAddUp() {
        PlayTimes times = new PlayTimes(1);
        times.due(RECORDED, 0);

        assertThat(times.due(RECORDED + 1000, 5000)).isEqualTo(1000);
        assertThat(times.due(RECORDED + 7000, 5000)).isEqualTo(7000);
    }

    @Test
    void speedShortensEveryWait() {
        PlayTimes twice = new PlayTimes(2);
        twice.due(RECORDED, 0);
        PlayTimes slow = new PlayTimes(0.5);
        slow.due(RECORDED, 0);

        assertThat(twice.due(RECORDED + 1000, 0)).isEqualTo(500);
        assertThat(slow.due(RECORDED + 1000, 0)).isEqualTo(2000);
    }

    @Test
    void aFrameStampedBeforeTheFirstIsOverdue() {
        PlayTimes times = new PlayTimes(1);
        times.due(RECORDED, 0);

        assertThat(times.due(RECORDED - 1000, 10)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aSpeedIsAPositiveNumber(double speed) {
        assertThatThrownBy(() -> new PlayTimes(speed)).isInstanceOf(IllegalArgumentException.class);
    }
}
