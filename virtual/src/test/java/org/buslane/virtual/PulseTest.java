package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {
    private final AtomicLong clock = new AtomicLong(5);
    private int beats;

    private Heart heart(Duration every) {
        return new Heart(Optional.of(new Pulse(every, () -> beats++)), clock::get);
    }

    @Test
    void aBeatIsDueAtOnceAndThenOncePerPeriod() {
        Heart heart = heart(Duration.ofMillis(10));
        heart.turn();
        heart.turn();
        assertThat(beats).isEqualTo(1);

        clock.addAndGet(9_999_999);
        heart.turn();
        assertThat(beats).isEqualTo(1);
        clock.addAndGet(1);
        heart.turn();
        assertThat(beats).isEqualTo(2);
    }

    @Test
    void nobodySleepsLongerThanUntilTheNextBeat() {
        Heart heart = heart(Duration.ofMillis(10));
        heart.turn();

        assertThat(heart.wait(-1)).isEqualTo(11);
        assertThat(heart.wait(200)).isEqualTo(11);
        assertThat(heart.wait(3)).isEqualTo(3);
        clock.addAndGet(50_000_000);
        assertThat(heart.wait(-1)).isZero();
    }

    @Test
    void withoutAPulseNobodyIsWokenForIt() {
        assertThat(new Heart(Optional.empty(), clock::get).wait(-1)).isEqualTo(-1);
    }

    @Test
    void aGatewaysThreadBeatsThoughNothingIsToBeDone() throws InterruptedException, IOException {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        Pulse pulse = new Pulse(
                Duration.ofMillis(1), () -> threads.add(Thread.currentThread().getName()));
        Path folder = GatewayFixture.folder();
        VirtualGateway gateway =
                VirtualGateway.open(VirtualConfig.EMPTY, folder, DescriptorStore.none(), Optional.of(pulse));
        Thread thread = Thread.ofPlatform().name("bus").start(gateway::run);

        for (int i = 0; i < 3; i++) {
            assertThat(threads.take()).isEqualTo("bus");
        }

        gateway.stop();
        thread.join();
        gateway.close();
        Files.delete(folder);
    }

    @Test
    void aPeriodIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pulse(Duration.ZERO, () -> {}))
                .withMessageContaining("PT0S");
    }
}
