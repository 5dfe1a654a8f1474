package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerFdTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final long HOUR = 3_600_000_000_000L;

    @Test
    void itWakesWhoWaitsAndOnlyThen() {
        try (TimerFd timer = new TimerFd();
                Epoll epoll = new Epoll(1)) {
            epoll.add(timer.descriptor(), 7, Epoll.IN);
            assertThat(epoll.await(0)).isZero();

            timer.set(HOUR);
            assertThat(epoll.await(0)).isZero();
            long begin = System.nanoTime();
            timer.set(20_000_000);
            assertThat(epoll.await(PATIENCE_MILLIS)).isEqualTo(1);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
            assertThat(epoll.data(0)).isEqualTo(7);
            timer.set(-5);
            assertThat(epoll.await(PATIENCE_MILLIS)).as("what is past").isEqualTo(1);
            timer.clear();
            assertThat(epoll.await(0)).isZero();
        }
    }
}
