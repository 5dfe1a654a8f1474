package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.Epoll;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.linux.stream.ByteStream;
import org.buslane.tunnel.BareBus;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.line.PlainLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while a client that is connected does all of the work
 * for frames both ways: policies, words, queue, epoll, ledgers.
 */
@Timeout(300)
class LinkAllocationTest {
    private static final int ROUNDS = 200;

    @Test
    void aFrameAllocatesNothing() {
        try (Quiet link = new Quiet()) {
            for (int i = 0; i < 2_000; i++) {
                link.round();
            }

            long bytes = Allocation.fewestBytes(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    link.round();
                }
            });

            assertThat(bytes).isZero();
            assertThat(link.said).isGreaterThan(2 * ROUNDS);
            assertThat(link.told).isGreaterThan(ROUNDS * 60L);
        }
    }

    /** A bus that notes nothing, and the server's end of the connection. */
    private static final class Quiet extends BareBus {
        private final Ledger heard = Ledger.onHeap();
        private final MemorySegment buffer = Arena.ofAuto().allocate(64 * 1024);
        private final MemorySegment frames = Wording.memory(
                "< frame 321 1795211619.243320 DEADBEEF >< frame 12345678 1795211619.243321 11 >< error 004 1.0 >");
        private final FrameBatch batch = Batches.of("123#1122334455667788", "12345678#11", "123#R4", "1FF#");
        private final ByteStream server;
        private final LinkSession session;
        private long told;

        Quiet() {
            UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM, "test");
            pair.left().descriptor().nonBlocking(true);
            pair.right().descriptor().nonBlocking(true);
            server = ByteStream.of(pair.right().descriptor());
            PlainLine line = new PlainLine(ByteStream.of(pair.left().descriptor()));
            epoll.add(line.descriptor(), 0, Epoll.IN);
            session = new LinkSession(this, ScriptedServer.spec(1), "can0", line, new LinkAccount(now()), epoll);
            for (String answer : new String[] {"< hi >", "< ok >", "< ok >"}) {
                tell(Wording.memory(answer));
                work();
            }
            assertThat(session.isOpen()).isTrue();
        }

        private void tell(MemorySegment words) {
            assertThat(server.write(words, 0, words.byteSize())).isEqualTo((int) words.byteSize());
        }

        private void work() {
            if (session.due() - now() <= 0) {
                session.run(now());
            }
            if (epoll.await(0) > 0) {
                session.ready(epoll.events(0));
            }
        }

        void round() {
            heard.in(batch.count());
            session.hear(batch, batch.all(), heard);
            session.drained();
            server.write(frames, 0, frames.byteSize());
            work();
            told += Math.max(0, server.read(buffer, 0, buffer.byteSize()));
        }

        @Override
        public void close() {
            session.close();
            server.close();
            super.close();
        }
    }
}
