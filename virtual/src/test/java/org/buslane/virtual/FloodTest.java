package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.testkit.Property;
import org.buslane.virtual.LaneStatus.ConnectionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The accounting rule: in = delivered + sum(dropped by reason), and what is delivered is heard. */
@Timeout(300)
class FloodTest {
    private static final int WRITERS = 3;
    private static final int FRAMES = 4000;
    private static final int COMERS = 2;

    @Test
    void everyFrameIsHeardOnceInOrderOrCountedWithItsReason() {
        Property.holds(2, RandomGenerator::nextLong, FloodTest::flood);
    }

    private static void flood(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Flood flood = new Flood(WRITERS, FRAMES);
        try (GatewayFixture gateway = new GatewayFixture(GatewayFixture.config(
                1, lane("a", "can0", Policy.everything()), lane("b", "can0", Policy.everything())))) {
            List<Program> readers = List.of(gateway.on("a"), gateway.on("a"), gateway.on("b"), gateway.on("b"));
            List<Program> writers = List.of(gateway.on("a"), gateway.on("b"), gateway.on("b"));
            List<CompletableFuture<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < readers.size(); i++) {
                reading.add(flood.read(readers.get(i), random.split(), i % 2 == 1));
            }
            List<CompletableFuture<Integer>> coming = new ArrayList<>();
            for (int i = 0; i < COMERS; i++) {
                String lane = i % 2 == 0 ? "a" : "b";
                coming.add(flood.comeAndGo(() -> come(gateway, lane), random.split()));
            }
            List<CompletableFuture<Program>> writing = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writing.add(flood.write(writers.get(i), i));
            }

            writing.forEach(written -> written.join().flush());
            flood.isOver();
            List<Integer> heard = reading.stream().map(CompletableFuture::join).toList();
            int visits = coming.stream().mapToInt(CompletableFuture::join).sum();

            LaneStatus a = gateway.awaitLane("a", lane -> lane.connections().size() == 3);
            LaneStatus b = gateway.awaitLane("b", lane -> lane.connections().size() == 4);
            checkReader(a.connections().get(0), heard.get(0), flood);
            checkReader(a.connections().get(1), heard.get(1), flood);
            checkReader(b.connections().get(0), heard.get(2), flood);
            checkReader(b.connections().get(1), heard.get(3), flood);
            checkWriter(a.connections().get(2), flood);
            checkWriter(b.connections().get(2), flood);
            checkWriter(b.connections().get(3), flood);
            assertThat(visits).isGreaterThanOrEqualTo(COMERS);
            for (LaneStatus lane : List.of(a, b)) {
                assertThat(lane.read().isBalanced()).isTrue();
                assertThat(lane.written().isBalanced()).isTrue();
            }
            assertThat(a.written().delivered() + b.written().delivered()).isEqualTo(flood.frames());
        }
    }

    private static Program come(GatewayFixture gateway, String lane) {
        Program program = Program.connect(gateway.busSocket(lane));
        assertThat(program.bind(0)).isZero();
        return program;
    }

    private static void checkReader(ConnectionStatus status, int heard, Flood flood) {
        Account read = status.read();
        assertThat(read.in()).isEqualTo(flood.frames());
        assertThat(read.delivered()).isEqualTo(heard);
        assertThat(read.dropped(DropReason.QUEUE_FULL)).isEqualTo(flood.frames() - heard);
        assertThat(status.written()).isEqualTo(Account.empty());
    }

    /** A writer does not read: its own frames are not wanted, of the others' as many are queued as fit. */
    private static void checkWriter(ConnectionStatus status, Flood flood) {
        Account written = status.written();
        assertThat(written.in()).isEqualTo(FRAMES);
        assertThat(written.delivered()).isEqualTo(FRAMES);
        Account read = status.read();
        assertThat(read.in()).isEqualTo(flood.frames());
        assertThat(read.dropped(DropReason.UNWANTED)).isEqualTo(FRAMES);
        assertThat(read.isBalanced()).isTrue();
    }
}
