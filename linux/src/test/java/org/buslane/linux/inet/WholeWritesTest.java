package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.stream.ByteStream;
import org.junit.jupiter.api.Test;

class WholeWritesTest {
    private static final int TCP_MAXSEG = 2;
    private static final int RECORD = 41;
    private static final int RECORDS = 20_000;

    private final MemorySegment memory = Arena.ofAuto().allocate(1500 * RECORD);
    private final WholeWrites writes = new WholeWrites();

    /** Segments of 600 bytes would hold 14.6 of these, and what is read at once 1500. */
    @Test
    void noReadEndsWithinWhatWasWrittenAtOnce() {
        try (TcpListener listener = TcpListener.listen(new InetPlace(InetAddress.getLoopbackAddress(), 0))) {
            InetSocket.set(listener.descriptor(), "TCP_MAXSEG", TcpOptions.IPPROTO_TCP, TCP_MAXSEG, 600);
            try (ByteStream client = TcpConnection.begin(listener.local(), "test");
                    ByteStream server = accepted(listener)) {
                int written = 0;
                long read = 0;
                while (read < (long) RECORDS * RECORD) {
                    boolean hasRoom = true;
                    while (hasRoom && written < RECORDS) {
                        int result = writes.write(client.descriptor(), memory, 0, RECORD);
                        hasRoom = result == RECORD;
                        written += hasRoom ? 1 : 0;
                        assertThat(result).isIn(RECORD, -Errno.EAGAIN);
                    }
                    int count = server.read(memory, 0, memory.byteSize());
                    read += Math.max(0, count);
                    if (count != -Errno.EAGAIN) {
                        assertThat(count % RECORD).as("of %d bytes", count).isZero();
                    }
                }
                assertThat(written).isEqualTo(RECORDS);
            }
        }
    }

    @Test
    void itAllocatesNothingAndTellsOfAPeerThatIsGone() {
        try (TcpListener listener = TcpListener.listen(new InetPlace(InetAddress.getLoopbackAddress(), 0));
                ByteStream client = TcpConnection.begin(listener.local(), "test")) {
            try (ByteStream server = accepted(listener)) {
                assertThat(Allocation.fewestBytes(() -> {
                            for (int i = 0; i < 50; i++) {
                                writes.write(client.descriptor(), memory, 0, RECORD);
                                server.read(memory, 0, memory.byteSize());
                            }
                        }))
                        .isZero();
            }
            int result = RECORD;
            for (int i = 0; i < 1000 && result > 0; i++) {
                result = writes.write(client.descriptor(), memory, 0, RECORD);
            }
            assertThat(result).isIn(-Errno.EPIPE, -Errno.ECONNRESET);
        }
    }

    private static ByteStream accepted(TcpListener listener) {
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(listener.descriptor(), 0, Epoll.IN);
            assertThat(epoll.await(5_000)).isEqualTo(1);
            return listener.accept().orElseThrow().stream();
        }
    }
}
