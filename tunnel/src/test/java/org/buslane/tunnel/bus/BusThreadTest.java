package org.buslane.tunnel.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BusThreadTest {
    private final PortDouble port = new PortDouble();
    private final TunnelDouble tunnel = new TunnelDouble();
    private final BusThread bus = BusThread.start(port, BusClock.real());

    @AfterEach
    void end() {
        bus.close();
    }

    private <T> T ask(Supplier<T> question) throws Exception {
        return bus.ask(question).get(30, SECONDS);
    }

    @Test
    void whatIsAskedIsDoneOnTheBusesThread() throws Exception {
        assertThat(ask(() -> Thread.currentThread().getName())).isEqualTo("bus can0");
    }

    @Test
    void aTunnelHearsUntilItIsClosed() throws Exception {
        bus.open(tunnel.named("one")).get();
        ask(() -> {
            port.comes("123#DEAD");
            return true;
        });
        while (bus.report().get().heard().delivered() == 0) {
            Thread.onSpinWait();
        }
        assertThat(ask(tunnel::heard)).containsExactly("123#DEAD");
        assertThat(bus.close("one").get()).isTrue();
        assertThat(bus.report().get().tunnels()).isEmpty();
    }

    @Test
    void theSameNameTwiceIsRefused() throws Exception {
        bus.open(tunnel.named("one")).get();
        assertThatThrownBy(() -> bus.open(new TunnelDouble().named("one")).get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("bus can0 has a tunnel one already");
    }

    /** Nobody wakes it but its timer. */
    @Test
    void whatDidNotGoIsTriedAgainByItself() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        TunnelDouble other = new TunnelDouble();
        other.whenHearing(heard::countDown);
        bus.open(tunnel.named("one")).get();
        bus.open(other.named("other")).get();
        ask(() -> {
            port.takesNothingAt(3);
            return tunnel.say("123#");
        });
        assertThat(heard.await(30, SECONDS)).isTrue();
        assertThat(ask(port::sent)).containsExactly("123#");
        assertThat(ask(port::calls)).isEqualTo(4);
    }

    @Test
    void itEndsWithItsTunnels() {
        bus.open(tunnel.named("one")).join();
        bus.close();
        assertThat(bus.isAlive()).isFalse();
        assertThat(tunnel.diary()).endsWith("closed");
        assertThatThrownBy(() -> bus.report().join()).hasMessageContaining("bus can0 has ended");
    }

    @Test
    void aFaultOfAQuestionIsItsOwn() throws Exception {
        assertThatThrownBy(() -> ask(() -> {
                    throw new IllegalStateException("mine");
                }))
                .hasMessageContaining("mine");
        assertThat(ask(() -> 7)).isEqualTo(7);
    }
}
