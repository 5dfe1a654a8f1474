package org.buslane.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.stream.ByteStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixConnectionTest {
    private static final int BACKLOG = 1;

    @TempDir
    private Path folder;

    private final MemorySegment memory = Arena.ofAuto().allocate(16);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionIsThereAtOnceAndNeverBlocks(boolean isAbstract) {
        UnixAddress address = new UnixAddress(folder.resolve("socket").toString(), isAbstract);
        try (UnixSocket listener = UnixSocket.listen(SocketType.STREAM, address, BACKLOG, 0600);
                ByteStream client = UnixConnection.begin(address, "test");
                UnixSocket server = listener.accept().orElseThrow()) {
            assertThat(client.read(memory, 0, 16)).isEqualTo(-Errno.EAGAIN);
            assertThat(server.send(memory, List.of(), 0)).isEqualTo(16);
            assertThat(client.read(memory, 0, 16)).isEqualTo(16);
        }
    }

    @Test
    void aListenerThatTakesNobodyHoldsNobodyUp() {
        UnixAddress address = UnixAddress.of(folder.resolve("socket"));
        List<ByteStream> waiting = new ArrayList<>();
        try (UnixSocket listener = UnixSocket.listen(SocketType.STREAM, address, BACKLOG, 0600)) {
            assertThat(listener.accept()).isEmpty();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            waiting.add(UnixConnection.begin(address, "test"));
                        }
                    })
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(new Errno(Errno.EAGAIN)));
            assertThat(waiting).isNotEmpty();
        } finally {
            waiting.forEach(ByteStream::close);
        }
    }

    @Test
    void whatIsNotThereIsTold() {
        UnixAddress address = UnixAddress.of(folder.resolve("none"));
        assertThatThrownBy(() -> UnixConnection.begin(address, "test"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(new Errno(Errno.ENOENT)));
    }
}
