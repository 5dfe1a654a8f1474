package org.buslane.tunnel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

class EchoBreakerTest {
    private static final long MILLI = 1_000_000;

    private long now = -5;
    private final EchoBreaker breaker = new EchoBreaker(now);

    @Test
    void aPeerThatSendsEverythingBackTripsIt() {
        for (int i = 0; i < EchoBreaker.ECHOES; i++) {
            assertThat(breaker.isOpen(now)).isFalse();
            there(i);
            back(i);
        }
        assertThat(breaker.isOpen(now)).isTrue();
        assertThat(breaker.trips()).isOne();
        assertThat(breaker.echoes()).isEqualTo(EchoBreaker.ECHOES);
    }

    @Test
    void oneFrameThatGoesRoundTripsItToo() {
        for (int i = 0; i < EchoBreaker.ECHOES; i++) {
            there(1);
            back(1);
        }
        assertThat(breaker.isOpen(now)).isTrue();
    }

    @Test
    void aPeerThatRepeatsWhatItWasSentOnceDoesNot() {
        there(1);
        for (int i = 0; i < 10 * EchoBreaker.ECHOES; i++) {
            back(1);
        }
        assertThat(breaker.isOpen(now)).isFalse();
        assertThat(breaker.echoes()).isOne();
    }

    @Test
    void aFewEchoesAmongMuchElseDoNot() {
        for (int i = 0; i < 1000; i++) {
            there(i);
            back(i % 3 == 0 ? i : 5000 + i);
        }
        assertThat(breaker.isOpen(now)).isFalse();
    }

    @Test
    void echoesFewAndFarBetweenDoNot() {
        for (int i = 0; i < 10 * EchoBreaker.ECHOES; i++) {
            there(i);
            back(i);
            now += 50 * MILLI;
        }
        assertThat(breaker.isOpen(now)).isFalse();
    }

    @Test
    void theSameContentMuchLaterIsNoEcho() {
        for (int i = 0; i < EchoBreaker.ECHOES; i++) {
            there(i);
        }
        now += EchoBreaker.MEMORY;
        for (int i = 0; i < EchoBreaker.ECHOES; i++) {
            back(i);
        }
        assertThat(breaker.echoes()).isZero();
    }

    @Test
    void itClosesAfterAPauseAndALongerOneTheNextTime() {
        trip();
        long first = now;
        now += EchoBreaker.FIRST_PAUSE - MILLI;
        assertThat(breaker.isOpen(now)).isTrue();
        now = first + EchoBreaker.FIRST_PAUSE;
        assertThat(breaker.isOpen(now)).isFalse();
        trip();
        now += 2 * EchoBreaker.FIRST_PAUSE - MILLI;
        assertThat(breaker.isOpen(now)).isTrue();
        now += MILLI;
        assertThat(breaker.isOpen(now)).isFalse();
        assertThat(breaker.trips()).isEqualTo(2);
    }

    @Test
    void afterALongTimeWithoutALoopThePauseIsShortAgain() {
        trip();
        now += EchoBreaker.FIRST_PAUSE + EchoBreaker.LONGEST_PAUSE;
        assertThat(breaker.isOpen(now)).isFalse();
        trip();
        now += EchoBreaker.FIRST_PAUSE;
        assertThat(breaker.isOpen(now)).isFalse();
    }

    @Test
    void framesAreToldApartByIdLengthAndData() {
        FrameBatch frames = Batches.of(
                "123#11", "124#11", "00000123#11", "123#1100", "123#12", "123##411", "123##400112233445566778899AABB");
        assertThat(IntStream.range(0, frames.count())
                        .mapToLong(i -> FrameHash.of(frames.memory(), frames.offset(i)))
                        .distinct())
                .hasSize(frames.count() - 1);
        assertThat(FrameHash.of(frames.memory(), frames.offset(0)))
                .as("a classic frame and an FD frame of the same content")
                .isEqualTo(FrameHash.of(frames.memory(), frames.offset(5)));
    }

    private void trip() {
        for (int i = 0; i < EchoBreaker.ECHOES; i++) {
            there(i);
            back(i);
        }
        assertThat(breaker.isOpen(now)).isTrue();
    }

    private void there(int frame) {
        breaker.sent(hash(frame), now);
        now += MILLI / 10;
    }

    private void back(int frame) {
        breaker.received(hash(frame), now);
        now += MILLI / 10;
    }

    private static long hash(int frame) {
        FrameBatch batch = Batches.of("123#%08X".formatted(frame));
        return FrameHash.of(batch.memory(), batch.offset(0));
    }
}
