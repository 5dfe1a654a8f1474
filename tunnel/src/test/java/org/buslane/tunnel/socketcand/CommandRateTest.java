package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandRateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 50 * SECOND;

    @Test
    void withoutALimitThereIsNone() {
        CommandRate rate = new CommandRate(0, NOW);
        for (int i = 0; i < 100_000; i++) {
            rate.take(NOW);
        }
        assertThat(rate.isFree(NOW)).isTrue();
    }

    @Test
    void aTenthOfASecondsWorthMayComeAtOnce() {
        CommandRate rate = new CommandRate(100, NOW - SECOND);
        assertThat(taken(rate, NOW)).isEqualTo(10);
        assertThat(rate.due()).isEqualTo(NOW + SECOND / 100);
        assertThat(taken(rate, NOW + SECOND / 100)).isEqualTo(1);
    }

    @Test
    void aRateOfOneASecondIsOneASecond() {
        CommandRate rate = new CommandRate(1, NOW);
        assertThat(taken(rate, NOW)).isEqualTo(1);
        assertThat(taken(rate, NOW + SECOND - 1)).isZero();
        assertThat(taken(rate, NOW + 10 * SECOND)).isEqualTo(1);
    }

    private static int taken(CommandRate rate, long now) {
        int count = 0;
        while (rate.isFree(now)) {
            rate.take(now);
            count++;
        }
        return count;
    }
}
