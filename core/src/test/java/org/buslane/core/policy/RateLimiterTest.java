package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFullBucketLetsABurstThroughAndThenTheRate() {
        RateLimiter limiter = limiter("123@50/s", 0);
        assertThat(taken(limiter, 0, 20)).isEqualTo(5);
        assertThat(limiter.take(0, SECOND / 50 - 1)).isFalse();
        assertThat(limiter.take(0, SECOND / 50)).isTrue();
        assertThat(limiter.take(0, SECOND / 50)).isFalse();
        assertThat(taken(limiter, 100 * SECOND, 20)).isEqualTo(5);
    }

    @Test
    void oneASecondIsOneASecond() {
        RateLimiter limiter = limiter("123@1/s", 7);
        int passed = 0;
        for (long now = 7; now <= 7 + 10 * SECOND; now += SECOND / 10) {
            passed += limiter.take(0, now) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(11);
    }

    @Test
    void aRateThatDoesNotDivideASecondDoesNotDrift() {
        RateLimiter limiter = limiter("123@700000/s", 0);
        long passed = 0;
        for (long now = 1; now <= 2 * SECOND; now += 500) {
            passed += limiter.take(0, now) ? 1 : 0;
        }
        assertThat(passed).isBetween(1_400_000L, 1_400_000L + 70_000L);
    }

    @Test
    void everyRuleHasItsOwnBucketAndOneWithoutARateIsNeverEmpty() {
        RateLimiter limiter = limiter("123@1/s,124@1/s,125", 0);
        assertThat(taken(limiter, 0, 3)).isEqualTo(1);
        assertThat(limiter.take(1, 0)).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(limiter.take(2, 0)).isTrue();
        }
    }

    @Test
    void aClockThatGoesBackNeitherGivesNorBlocks() {
        RateLimiter limiter = limiter("123@1/s", 100 * SECOND);
        assertThat(limiter.take(0, 100 * SECOND)).isTrue();
        assertThat(limiter.take(0, 5 * SECOND)).isFalse();
        assertThat(limiter.take(0, 6 * SECOND)).isTrue();
    }

    @Test
    void inAnyTimeNoMorePassThanBurstAndRateAllow() {
        record Load(int perSecond, long seed) {}
        Gen<Load> loads = random -> new Load(Gen.oneOf(random, 1, 3, 9, 10, 11, 999, 1_000_000), random.nextLong());
        Property.holds(200, loads, load -> {
            RateLimiter limiter = limiter("123@" + load.perSecond() + "/s", 0);
            RandomGenerator random = new SplittableRandom(load.seed());
            long now = 0;
            long passed = 0;
            for (int i = 0; i < 2000; i++) {
                now += random.nextLong(3 * SECOND / load.perSecond());
                passed += limiter.take(0, now) ? 1 : 0;
            }
            assertThat(passed)
                    .isLessThanOrEqualTo(RateLimiter.burst(load.perSecond()) + now * load.perSecond() / SECOND)
                    .isGreaterThan(0);
        });
    }

    private static RateLimiter limiter(String rules, long now) {
        return new RateLimiter(RuleSet.parse(rules), now);
    }

    private static int taken(RateLimiter limiter, long now, int attempts) {
        int passed = 0;
        for (int i = 0; i < attempts; i++) {
            passed += limiter.take(0, now) ? 1 : 0;
        }
        return passed;
    }
}
