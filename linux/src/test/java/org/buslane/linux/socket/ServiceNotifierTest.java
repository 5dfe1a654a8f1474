package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.MemFd;
import org.buslane.linux.ProcessIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNotifierTest {
    @TempDir
    Path folder;

    @Test
    void withoutAListenerThereIsNoNotifier() {
        assertThat(ServiceNotifier.of(Map.of())).isEmpty();
        assertThat(ServiceNotifier.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
    }

    @Test
    void stateGoesToTheKeeperInOneMessage() {
        UnixAddress address = UnixAddress.of(folder.resolve("notify"));
        try (UnixSocket keeper = UnixSocket.bind(SocketType.DGRAM, address, 0600)) {
            ServiceNotifier notifier =
                    ServiceNotifier.of(Map.of("NOTIFY_SOCKET", address.name())).orElseThrow();
            notifier.tell("READY=1", "STATUS=2 buses");
            assertThat(receive(keeper, 0)).isEqualTo("READY=1\nSTATUS=2 buses");
        }
    }

    @Test
    void anAbstractKeeperIsFoundToo() {
        String name = "@buslane-notify-%d-%d".formatted(ProcessIds.pid(), System.nanoTime());
        try (UnixSocket keeper = UnixSocket.bind(SocketType.DGRAM, UnixAddress.parse(name), 0600)) {
            ServiceNotifier.of(Map.of("NOTIFY_SOCKET", name)).orElseThrow().tell("WATCHDOG=1");
            assertThat(receive(keeper, 0)).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void descriptorsAreHandedOverUnderAName() {
        UnixAddress address = UnixAddress.of(folder.resolve("notify"));
        try (UnixSocket keeper = UnixSocket.bind(SocketType.DGRAM, address, 0600);
                MemFd connection = MemFd.create("connection", 1);
                MemFd state = MemFd.create("state", 2)) {
            ServiceNotifier notifier = new ServiceNotifier(address);
            notifier.store("lane-7", List.of(connection.descriptor(), state.descriptor()));
            assertThat(receive(keeper, 2)).isEqualTo("FDSTORE=1\nFDNAME=lane-7\nFDPOLL=0");
            notifier.remove("lane-7");
            assertThat(receive(keeper, 0)).isEqualTo("FDSTOREREMOVE=1\nFDNAME=lane-7");
        }
    }

    @Test
    void aNameTheKeeperWouldIgnoreIsRefusedHere() {
        ServiceNotifier notifier = new ServiceNotifier(UnixAddress.of(folder.resolve("notify")));
        for (String name : new String[] {"", "a:b", "a\nb", "ü", "x".repeat(256)}) {
            assertThatThrownBy(() -> notifier.remove(name)).hasMessageStartingWith("the name of a kept descriptor has");
        }
    }

    @Test
    void aKeeperThatIsGoneIsNamed() {
        UnixAddress address = UnixAddress.of(folder.resolve("notify"));
        assertThatThrownBy(() -> new ServiceNotifier(address).tell("READY=1"))
                .isInstanceOf(LinuxException.class)
                .matches(e -> ((LinuxException) e).is(Errno.ENOENT))
                .hasMessageStartingWith("sendmsg " + address + ": ENOENT");
    }

    @Test
    void anAddressThatIsNeitherPathNorAbstractIsRefused() {
        assertThatThrownBy(() -> ServiceNotifier.of(Map.of("NOTIFY_SOCKET", "notify")))
                .hasMessage("NOTIFY_SOCKET is an absolute path or @name, not 'notify'");
    }

    private static String receive(UnixSocket keeper, int descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(256);
            try (Received received = keeper.receive(buffer, 8, MessageFlags.DONTWAIT)) {
                assertThat(received.descriptors()).hasSize(descriptors);
                return new String(buffer.asSlice(0, received.length()).toArray(JAVA_BYTE), StandardCharsets.US_ASCII);
            }
        }
    }
}
