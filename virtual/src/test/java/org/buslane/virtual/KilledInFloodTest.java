package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.testkit.Property;
import org.buslane.virtual.LaneStatus.ConnectionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways killed one after the other in the middle of a flood, and no frame twice, none gone uncounted. */
@Timeout(300)
class KilledInFloodTest {
    private static final int WRITERS = 3;
    private static final int FRAMES = 3000;
    private static final int MOST_MOMENTS = 1500;
    private static final VirtualConfig CONFIG =
            GatewayFixture.config(1, lane("a", "can0", Policy.everything()), lane("b", "can0", Policy.everything()));

    @Test
    void readersAndWritersNoticeNothingAndEveryCountIsExact() {
        Property.holds(2, RandomGenerator::nextLong, KilledInFloodTest::flood);
    }

    private static void flood(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Flood flood = new Flood(WRITERS, FRAMES);
        List<Program> programs = new ArrayList<>();
        try (Succession gateways = new Succession(CONFIG)) {
            List<CompletableFuture<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Program reader = gateways.bound(i % 2 == 0 ? "a" : "b", can(0));
                programs.add(reader);
                reading.add(flood.read(reader, random.split(), i == 2));
            }
            List<Program> writers =
                    List.of(gateways.bound("a", can(0)), gateways.bound("b", can(0)), gateways.bound("b", can(0)));
            programs.addAll(writers);
            List<CompletableFuture<Program>> writing = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writing.add(flood.write(writers.get(i), i));
            }
            CompletableFuture<Void> written = CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new));
            CompletableFuture<Void> woken = written.thenRun(gateways::wake);

            int killed = gateways.killOneAfterTheOther(CONFIG, random, MOST_MOMENTS, written::isDone);
            woken.join();
            writers.forEach(Program::flush);
            flood.isOver();

            assertThat(killed).isGreaterThan(2);
            List<ConnectionStatus> a = gateways.lane("a").connections();
            List<ConnectionStatus> b = gateways.lane("b").connections();
            check(a.get(0), reading.get(0).join(), flood);
            check(b.get(0), reading.get(1).join(), flood);
            check(a.get(1), reading.get(2).join(), flood);
            for (ConnectionStatus writer : List.of(a.get(2), b.get(1), b.get(2))) {
                assertThat(writer.written().in()).isEqualTo(FRAMES);
                assertThat(writer.written().delivered()).isEqualTo(FRAMES);
                assertThat(writer.read().isBalanced()).isTrue();
                assertThat(writer.read().in()).isEqualTo(flood.frames());
            }
        } finally {
            programs.forEach(Program::close);
        }
    }

    private static void check(ConnectionStatus reader, int heard, Flood flood) {
        assertThat(reader.read().in()).isEqualTo(flood.frames());
        assertThat(reader.read().delivered()).isEqualTo(heard);
        assertThat(reader.read().dropped(DropReason.QUEUE_FULL)).isEqualTo(flood.frames() - heard);
    }
}
