package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimingLimitsTest {
    private static final TimingLimits SJA1000 = new TimingLimits(8_000_000, 3, 25, 1, 64, 1);

    /** As {@code ip -details link} showed them on Linux 6.12, or as the kernel complained. */
    @Test
    void theNearestBitRateIsWhatTheKernelSets() {
        assertThat(SJA1000.nearest(500_000)).isEqualTo(500_000);
        assertThat(SJA1000.nearest(33_300)).isEqualTo(33_333);
        assertThat(SJA1000.nearest(3_000_000)).isEqualTo(2_666_666);
    }

    @Test
    void aClockThatIsFarTooFastHasNone() {
        assertThat(SJA1000.nearest(100)).isZero();
    }

    @Test
    void ofAllThatTheKernelLooksAtItIsTheNearest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            TimingLimits limits = new TimingLimits(
                    1 + random.nextInt(160_000_000),
                    2 + random.nextInt(6),
                    8 + random.nextInt(60),
                    1 + random.nextInt(3),
                    4 + random.nextInt(300),
                    1 + random.nextInt(2));
            int wanted = 1 + random.nextInt(8_000_000);
            int nearest = limits.nearest(wanted);
            assertThat(Math.abs(wanted - nearest))
                    .as("seed %d, round %d: %s asked for %d", seed, round, limits, wanted)
                    .isEqualTo(leastError(limits, wanted));
        }
    }

    /** The loop of can_calc_bittiming in Linux 6.12, whose phases have half steps. */
    private static int leastError(TimingLimits limits, int wanted) {
        int least = wanted;
        for (int half = (limits.mostQuanta() - 1) * 2 + 1; half >= (limits.fewestQuanta() - 1) * 2; half--) {
            int quanta = 1 + half / 2;
            int divider = limits.clock() / (quanta * wanted) + half % 2;
            divider = divider / limits.dividerStep() * limits.dividerStep();
            if (divider >= limits.smallestDivider() && divider <= limits.largestDivider()) {
                least = Math.min(least, Math.abs(wanted - limits.clock() / (divider * quanta)));
            }
        }
        return least;
    }
}
