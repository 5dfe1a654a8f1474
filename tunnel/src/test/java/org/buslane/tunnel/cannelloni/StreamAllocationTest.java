package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.buslane.tunnel.BareBus;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.BusDouble;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while a server with two clients, all of ours, does
 * all of the work for frames both ways: policies, codes, queues, epoll, ledgers, and the handing on between the clients.
 */
@Timeout(300)
class StreamAllocationTest {
    private static final int BATCHES = 200;

    @Test
    void aFrameAllocatesNothing() {
        Settings settings = Kinds.settings(100_000_000, Settings.USUAL_QUEUE, false);
        try (Quiet server = new Quiet(Kinds.server(settings));
                Quiet one = new Quiet(Kinds.client(server.port()));
                Quiet two = new Quiet(Kinds.client(server.port()))) {
            // Other ids from each, as the same ones from both ends would look like a loop.
            FrameBatch here = batch("1");
            FrameBatch there = batch("2");
            FrameBatch beyond = batch("3");
            while (server.said < 10 || one.said < 15 || two.said < 15) {
                server.round(here);
                one.round(there);
                two.round(beyond);
            }

            long bytes = Allocation.fewestBytes(() -> {
                for (int i = 0; i < BATCHES; i++) {
                    server.round(here);
                    one.round(there);
                    two.round(beyond);
                }
            });

            assertThat(bytes).isZero();
            assertThat(server.said).isGreaterThan(2 * BATCHES);
            assertThat(two.said).isGreaterThan(2 * BATCHES);
        }
    }

    private static FrameBatch batch(String digit) {
        return Batches.of(
                digit + "23#1122334455667788",
                "1234567" + digit + "#11",
                digit + "23#R4",
                digit + "23##5AABBCC",
                digit + "FF#");
    }

    /** A bus that notes nothing. */
    private static final class Quiet extends BareBus {
        private final Ledger heard = Ledger.onHeap();
        private final MemorySegment last = Arena.ofAuto().allocate(FrameLayout.FD_SIZE);
        private final Tunnel tunnel;

        Quiet(Function<BusSide, Tunnel> opens) {
            tunnel = opens.apply(this);
        }

        int port() {
            return BusDouble.port(tunnel.report());
        }

        void round(FrameBatch batch) {
            if (tunnel.due() - now() <= 0) {
                tunnel.run(now());
            }
            heard.in(batch.count());
            tunnel.hear(batch, batch.all(), heard);
            tunnel.drained();
            if (epoll.await(0) > 0) {
                tunnel.ready(epoll.events(0));
            }
        }

        @Override
        public boolean say(MemorySegment memory, long offset, int size, long expires) {
            MemorySegment.copy(memory, offset, last, 0, size);
            return super.say(memory, offset, size, expires);
        }

        @Override
        public void close() {
            tunnel.close();
            super.close();
        }
    }
}
