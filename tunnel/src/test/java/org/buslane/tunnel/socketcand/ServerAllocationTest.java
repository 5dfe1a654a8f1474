package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.Payload;
import org.buslane.core.policy.Policy;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.linux.stream.ByteStream;
import org.buslane.tunnel.BareBus;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.line.PlainLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while a server with clients that read and send, one
 * in BCM mode, and one that is stuck does all of the work for frames both ways: policies, text, epoll, ledgers.
 */
@Timeout(300)
class ServerAllocationTest {
    private static final int ROUNDS = 200;
    private static final int READERS = 4;

    @Test
    void aFrameAllocatesNothing() {
        try (Quiet server = new Quiet()) {
            for (int i = 0; i < 2_000; i++) {
                server.round();
            }

            long bytes = Allocation.fewestBytes(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    server.round();
                }
            });

            assertThat(bytes).isZero();
            assertThat(server.said).isGreaterThan(2 * ROUNDS);
            assertThat(server.read).isGreaterThan(ROUNDS * READERS * 100L);
        }
    }

    /** A bus that notes nothing, and the clients' ends of their connections. */
    private static final class Quiet extends BareBus {
        private final Ledger heard = Ledger.onHeap();
        private final MemorySegment buffer = Arena.ofAuto().allocate(64 * 1024);
        private final MemorySegment send = Arena.ofAuto().allocateFrom("< send 321 2 AA BB >");
        private final List<ByteStream> readers = new ArrayList<>();
        private final List<UnixSocket> ends = new ArrayList<>();
        private final FrameBatch batch = Batches.of("123#1122334455667788", "12345678#11", "123#R4", "1FF#");
        private final Foyer foyer = new Foyer(List.of("can0"), bus -> Optional.empty());
        private final Tunnel tunnel;
        private long read;

        Quiet() {
            tunnel = new SocketcandBus(Served.spec(), "can0", foyer).open(this);
            for (int i = 0; i < READERS; i++) {
                readers.add(client("< rawmode >"));
            }
            readers.add(client("< subscribe 0 0 123 >"));
            client("< rawmode >"); // reads nothing, ever
        }

        private ByteStream client(String words) {
            UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM, "test");
            pair.left().descriptor().nonBlocking(true);
            pair.right().descriptor().nonBlocking(true);
            ends.add(pair.right());
            foyer.hatch("can0")
                    .orElseThrow()
                    .put(new Hatch.Arrival(
                            new PlainLine(ByteStream.of(pair.left().descriptor())),
                            "test",
                            "",
                            Policy.everything(),
                            Payload.of(words.getBytes(StandardCharsets.US_ASCII)),
                            () -> {}));
            return ByteStream.of(pair.right().descriptor());
        }

        void round() {
            heard.in(batch.count());
            tunnel.hear(batch, batch.all(), heard);
            tunnel.drained();
            readers.get(0).write(send, 0, send.byteSize() - 1);
            if (epoll.await(0) > 0) {
                tunnel.ready(epoll.events(0));
            }
            if (tunnel.due() <= now()) {
                tunnel.run(now());
            }
            for (int i = 0; i < readers.size(); i++) {
                int result = readers.get(i).read(buffer, 0, buffer.byteSize());
                read += Math.max(0, result);
            }
        }

        @Override
        public void close() {
            tunnel.close();
            foyer.close();
            ends.forEach(UnixSocket::close);
            super.close();
        }
    }
}
