package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MILLI = 1_000_000;

    @Test
    void pausesGrowUpToFiveSecondsAndAreNeverQuiteTheSame() {
        Backoff one = new Backoff(new SplittableRandom(1));
        Backoff two = new Backoff(new SplittableRandom(2));
        for (long most : new long[] {250, 500, 1000, 2000, 4000, 5000, 5000}) {
            long pause = one.pause();
            assertThat(pause).isBetween(most * MILLI / 2, most * MILLI).isNotEqualTo(two.pause());
        }
    }

    @Test
    void afterASuccessTheyBeginAnew() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            backoff.pause();
        }
        backoff.reset();
        assertThat(backoff.pause()).isLessThanOrEqualTo(250 * MILLI);
    }
}
