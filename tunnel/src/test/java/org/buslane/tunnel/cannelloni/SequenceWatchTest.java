package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceWatchTest {
    private static final long MILLI = 1_000_000;

    private final SequenceWatch watch = new SequenceWatch();
    private long now;

    @Test
    void numbersInOrderTellNothingAlsoWhenTheyBeginAgain() {
        saw(200);
        for (int i = 201; i < 2000; i++) {
            saw(i & 0xff);
        }
        expect(0, 0, 0, 0);
    }

    @Test
    void whatIsMissingIsLost() {
        saw(0, 1, 3, 4, 10);
        expect(6, 0, 0, 0);
    }

    @Test
    void aGapOverTheEndOfTheNumbersIsOne() {
        saw(250, 251, 2, 3);
        expect(6, 0, 0, 0);
    }

    @Test
    void whatComesLateWasNotLost() {
        saw(7, 9, 10, 8, 11);
        expect(0, 0, 1, 0);
    }

    @Test
    void whatComesAgainIsADuplicate() {
        saw(7, 8, 8, 9, 7, 10);
        expect(0, 2, 0, 0);
    }

    @Test
    void whatComesLateAndAgainIsBoth() {
        saw(7, 9, 8, 8, 10);
        expect(0, 1, 1, 0);
    }

    @Test
    void whatComesBeforeTheFirstWasNotMissed() {
        saw(7, 6, 8);
        expect(0, 0, 1, 0);
    }

    @Test
    void theSameNumberARoundLaterIsNoDuplicate() {
        for (int i = 0; i < 256; i++) {
            saw(i);
        }
        saw(0, 2, 1, 3);
        expect(0, 0, 1, 0);
    }

    @Test
    void a127MissingInARowAreSeen() {
        saw(0, 128);
        expect(127, 0, 0, 0);
    }

    @Test
    void zeroAfterAPauseIsANewBeginning() {
        saw(0, 1, 2, 3);
        now += SequenceWatch.PAUSE;
        saw(0, 1, 2, 3, 5);
        expect(1, 0, 0, 1);
    }

    @Test
    void zeroInItsTurnAfterAPauseIsNone() {
        saw(254, 255);
        now += SequenceWatch.PAUSE;
        saw(0, 1);
        expect(0, 0, 0, 0);
    }

    @Test
    void aGapAfterAPauseIsOne() {
        saw(0, 1);
        now += SequenceWatch.PAUSE;
        saw(5);
        expect(3, 0, 0, 0);
    }

    @Test
    void beginningAgainAtOnceIsSeenAtTheEighthDatagram() {
        saw(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7);
        expect(0, 0, 0, 1);
        saw(8, 7, 9);
        expect(0, 1, 0, 1);
    }

    @Test
    void beginningAgainTakesBackWhatItLookedLike() {
        saw(0, 2, 3, 3, 1, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 9);
        expect(1, 1, 1, 1);
    }

    @Test
    void aFewLateOnesInTheirOrderAreNoNewBeginning() {
        saw(253, 254, 255, 5, 0, 1, 2, 3, 4, 6, 7);
        expect(0, 0, 5, 0);
    }

    private void saw(int... numbers) {
        for (int number : numbers) {
            now += MILLI;
            watch.saw(number, now);
        }
    }

    private void expect(long lost, long duplicates, long reordered, long restarts) {
        assertThat(watch.lost()).as("lost").isEqualTo(lost);
        assertThat(watch.duplicates()).as("duplicates").isEqualTo(duplicates);
        assertThat(watch.reordered()).as("reordered").isEqualTo(reordered);
        assertThat(watch.restarts()).as("restarts").isEqualTo(restarts);
    }
}
