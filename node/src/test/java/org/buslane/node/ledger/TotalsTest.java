package org.buslane.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalsTest {
    private static Sample sample(String generation, Map<String, Long> counters) {
        return new Sample(generation, true, true, counters);
    }

    private static Totals totals(Sample... samples) {
        Totals totals = Totals.NONE;
        Optional<Sample> last = Optional.empty();
        for (Sample sample : samples) {
            totals = totals.with(last, sample, Subject.Reads.ALL);
            last = Optional.of(sample);
        }
        return totals;
    }

    @Test
    void eachFrameIsDeliveredOrLostForAReason() {
        Passage written = totals(sample(
                        "1",
                        Map.of(
                                "sent", 100L,
                                "passed", 50L,
                                "denied", 20L,
                                "rate 7 frames", 30L,
                                "rate 7 over", 12L,
                                "on-bus", 60L)))
                .written();
        assertThat(written.frames()).isEqualTo(100);
        assertThat(written.delivered()).isEqualTo(60);
        assertThat(written.lost()).isEqualTo(Map.of(Loss.DENIED, 20L, Loss.OVER_RATE, 12L, Loss.NO_BUS, 8L));
        assertThat(written.delivered() + written.allLost()).isEqualTo(written.frames());
    }

    @Test
    void whatPassesARateAndIsOverTheLanesIsOneFrameOverARate() {
        Passage written = totals(sample(
                        "1",
                        Map.of(
                                "sent", 10L,
                                "rate 1 first", 10L,
                                "rate 1 over", 2L,
                                "rate 0 frames", 8L,
                                "rate 0 over", 3L,
                                "on-bus", 5L)))
                .written();
        assertThat(written.lost()).isEqualTo(Map.of(Loss.OVER_RATE, 5L));
        assertThat(written.delivered()).isEqualTo(5);
    }

    /** The last is a new pair whose counters are already beyond those of the old one. */
    @Test
    void anotherPairsCountersBeginAtNothing() {
        Totals totals = totals(
                sample("1", Map.of("sent", 10L, "passed", 10L, "on-bus", 10L)),
                sample("2", Map.of("sent", 12L, "passed", 12L, "on-bus", 11L)));
        assertThat(totals.written().frames()).isEqualTo(22);
        assertThat(totals.written().delivered()).isEqualTo(21);
        assertThat(totals.written().lost()).isEqualTo(Map.of(Loss.NO_BUS, 1L));
    }

    @Test
    void aCounterThatBeganAnewCountsFromNothingAndOneThatIsFullGoesOn() {
        long full = (1L << 32) - 5;
        Totals totals = totals(
                sample(
                        "1",
                        Map.of(
                                "rate 1 frames",
                                full + 100,
                                "rate 1 over",
                                full,
                                "rate 2 frames",
                                9L,
                                "rate 2 over",
                                9L)),
                sample(
                        "1",
                        Map.of(
                                "rate 1 frames",
                                full + 115,
                                "rate 1 over",
                                5L,
                                "rate 2 frames",
                                4L,
                                "rate 2 over",
                                3L)));
        assertThat(totals.of(Totals.Sum.OVER_RATE)).isEqualTo(full + 10 + 9 + 3);
        assertThat(totals.of(Totals.Sum.ALLOWED)).isEqualTo(100 + 5 + 0 + 1);
    }

    @Test
    void aRateThatWentKeepsItsShare() {
        Totals totals = totals(
                sample("1", Map.of("sent", 9L, "rate 1 frames", 9L, "rate 1 over", 4L, "on-bus", 5L)),
                sample("1", Map.of("sent", 9L, "on-bus", 5L)));
        assertThat(totals.written()).isEqualTo(new Passage(9, 5, Map.of(Loss.OVER_RATE, 4L), false));
    }

    /** A frame between two counters is on its way, and the loss that it looks like is none. */
    @Test
    void whatIsOnItsWayIsNotLost() {
        Totals totals = totals(
                sample("1", Map.of("sent", 10L, "passed", 10L, "on-bus", 12L)),
                sample("1", Map.of("sent", 20L, "passed", 20L, "on-bus", 20L)));
        assertThat(totals.written().lost()).isEmpty();
    }

    @Test
    void whatAFullQueueDroppedWasOnItsWayToABusThatIsThere() {
        Totals totals = totals(
                sample("1", Map.of("sent", 10L, "passed", 10L, "on-bus", 10L)),
                sample("1", Map.of("sent", 20L, "passed", 20L, "on-bus", 20L, "refused x", 4L, "full 3", 9L)));
        assertThat(totals.written()).isEqualTo(new Passage(20, 16, Map.of(Loss.BUS_FULL, 4L), false));
        Totals down = totals(
                sample("1", Map.of("sent", 10L, "passed", 10L, "on-bus", 10L)),
                sample("1", Map.of("sent", 20L, "passed", 20L, "on-bus", 16L, "refused x", 4L)));
        assertThat(down.written().lost()).isEqualTo(Map.of(Loss.NO_BUS, 4L));
    }

    @Test
    void whatIsKnownToBeRefusedBeforeItIsKnownToBeLostIsLostOnce() {
        Totals totals = totals(
                sample("1", Map.of("sent", 10L, "passed", 10L, "on-bus", 10L)),
                sample("1", Map.of("sent", 20L, "passed", 20L, "on-bus", 20L, "refused x", 4L, "full 3", 0L)),
                sample("1", Map.of("sent", 30L, "passed", 30L, "on-bus", 26L, "refused x", 4L, "full 3", 0L)));
        assertThat(totals.written()).isEqualTo(new Passage(30, 26, Map.of(Loss.NO_BUS, 4L), false));
    }

    @Test
    void whatTheBusSawWhileNothingLedToTheLaneWasNotRouted() {
        Sample before = sample("1", Map.of("seen 3", 100L, "read-passed", 100L, "given", 100L));
        Sample gone =
                new Sample("1", false, true, Map.of("seen 3", 130L, "read-passed", 110L, "given", 110L, "on-bus", 5L));
        Sample back =
                new Sample("1", true, true, Map.of("seen 3", 140L, "read-passed", 112L, "given", 112L, "on-bus", 5L));
        Passage read = totals(before, gone, back).read();
        assertThat(read.lost()).isEqualTo(Map.of(Loss.UNROUTED, 130L - 100 - 10 - 5 + 10 - 2));
        assertThat(read.atMost()).isFalse();
        assertThat(read.delivered() + read.allLost()).isEqualTo(read.frames());
        assertThat(Totals.NONE
                        .with(Optional.empty(), before, Subject.Reads.SOME)
                        .with(Optional.of(before), gone, Subject.Reads.SOME)
                        .read()
                        .atMost())
                .isTrue();
        assertThat(Totals.NONE
                        .with(Optional.empty(), before, Subject.Reads.NOTHING)
                        .with(Optional.of(before), gone, Subject.Reads.NOTHING)
                        .read()
                        .lost())
                .isEmpty();
    }

    /** It has another number then, and what it has seen since it is there is for the lane. */
    @Test
    void aBusThatIsBackWasNotSeenBefore() {
        Sample before = sample("1", Map.of("seen 3", 100L));
        Sample without = new Sample("1", false, false, Map.of());
        Sample back = new Sample("1", false, true, Map.of("seen 9", 7L));
        assertThat(totals(before, without, back).read().lost()).isEqualTo(Map.of(Loss.UNROUTED, 7L));
    }

    /** Random lives of lanes whose rates come and go and whose bus does: samples are taken at rest. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void totalsAreWhatHappenedAndNeverGoBack(long seed) {
        Random random = new Random(seed);
        Map<Totals.Sum, Long> truth = new EnumMap<>(Totals.Sum.class);
        Totals totals = Totals.NONE;
        Optional<Sample> last = Optional.empty();
        for (int pair = 0; pair < 20; pair++) {
            Map<String, Long> raw = new HashMap<>();
            for (int look = 1 + random.nextInt(10); look > 0; look--) {
                if (random.nextInt(3) == 0) {
                    // What takes it away reads before.
                    String gone = "rate " + random.nextInt(6) + " ";
                    raw.keySet().removeIf(counter -> counter.startsWith(gone));
                } else {
                    happen(random, raw, truth);
                }
                Sample sample = sample("pair " + pair, raw);
                Totals before = totals;
                totals = totals.with(last, sample, Subject.Reads.ALL);
                last = Optional.of(sample);
                for (Totals.Sum sum : Totals.Sum.values()) {
                    assertThat(totals.of(sum)).as("%s with seed %d", sum, seed).isGreaterThanOrEqualTo(before.of(sum));
                }
            }
        }
        for (Map.Entry<Totals.Sum, Long> each : truth.entrySet()) {
            assertThat(totals.of(each.getKey()))
                    .as("%s with seed %d", each.getKey(), seed)
                    .isEqualTo(each.getValue());
        }
        Passage written = totals.written();
        assertThat(written.delivered() + written.allLost()).as("seed %d", seed).isEqualTo(written.frames());
    }

    private static void happen(Random random, Map<String, Long> raw, Map<Totals.Sum, Long> truth) {
        long denied = random.nextInt(100);
        long passed = random.nextInt(100);
        int rate = random.nextInt(6);
        // Some of them come once around.
        long over = random.nextInt(4) == 0 ? (1L << 31) - random.nextInt(100) : random.nextInt(100);
        long within = random.nextInt(100);
        long lost = random.nextInt(3) == 0 ? random.nextInt((int) (passed + within) + 1) : 0;
        raw.merge("sent", denied + passed + over + within, Long::sum);
        raw.merge("denied", denied, Long::sum);
        raw.merge("passed", passed, Long::sum);
        raw.merge("rate " + rate + " frames", over + within, Long::sum);
        raw.merge("rate " + rate + " over", over, (a, b) -> (a + b) % (1L << 32));
        raw.merge("on-bus", passed + within - lost, Long::sum);
        truth.merge(Totals.Sum.SENT, denied + passed + over + within, Long::sum);
        truth.merge(Totals.Sum.DENIED, denied, Long::sum);
        truth.merge(Totals.Sum.OVER_RATE, over, Long::sum);
        truth.merge(Totals.Sum.NO_BUS, lost, Long::sum);
        truth.merge(Totals.Sum.ON_BUS, passed + within - lost, Long::sum);
    }
}
