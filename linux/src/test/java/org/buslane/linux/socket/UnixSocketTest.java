package org.buslane.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.MemFd;
import org.buslane.linux.ProcessIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {
    private final Arena arena = Arena.ofConfined();

    @TempDir
    Path folder;

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void aListenerWithoutACallerAcceptsNobodyAndDoesNotWait() {
        try (UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address("a.sock"), 4, 0600)) {
            assertThat(listener.accept()).isEmpty();
        }
    }

    @Test
    void recordsStayApartAndAZeroLengthIsTheEnd() {
        try (UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address("a.sock"), 4, 0600);
                UnixSocket client = UnixSocket.connect(SocketType.SEQPACKET, address("a.sock"))) {
            UnixSocket server = listener.accept().orElseThrow();
            client.send(text("one"), List.of(), 0);
            client.send(text("three"), List.of(), 0);
            client.descriptor().close();
            assertThat(receive(server)).isEqualTo("one");
            assertThat(receive(server)).isEqualTo("three");
            assertThat(receive(server)).isEmpty();
            server.close();
        }
    }

    @Test
    void aRecordLongerThanTheBufferIsCutAndSaysSo() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            pair.left().send(text("0123456789"), List.of(), 0);
            try (Received received = pair.right().receive(arena.allocate(4), 0, 0)) {
                assertThat(received.length()).isEqualTo(4);
                assertThat(received.isTruncated()).isTrue();
            }
            pair.left().send(text("next"), List.of(), 0);
            assertThat(receive(pair.right())).isEqualTo("next");
        }
    }

    @Test
    void whereNobodyListensTheRefusalNamesTheCallTheSocketAndTheErrno() {
        UnixAddress address = address("a.sock");
        UnixSocket.listen(SocketType.SEQPACKET, address, 1, 0600).close();
        assertThatThrownBy(() -> UnixSocket.connect(SocketType.SEQPACKET, address))
                .isInstanceOf(LinuxException.class)
                .hasMessage("connect " + address + ": ECONNREFUSED (connection refused)")
                .matches(e -> ((LinuxException) e).is(Errno.ECONNREFUSED));
    }

    @Test
    void anAddressInUseIsRefusedAndNothingStaysOpen() {
        try (UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address("a.sock"), 1, 0600)) {
            assertThatThrownBy(() -> UnixSocket.listen(SocketType.SEQPACKET, address("a.sock"), 1, 0600))
                    .hasMessageContaining("bind " + listener.descriptor().what() + ": EADDRINUSE");
        }
    }

    @Test
    void theSocketsFileHasTheModeAskedForWhateverTheUmask() throws Exception {
        for (int mode : new int[] {0600, 0660, 0666, 0777}) {
            Path file = folder.resolve("mode" + mode);
            UnixSocket socket = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(file), 1, mode);
            socket.close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(rwx(mode));
        }
    }

    @Test
    void anAbstractNameNeedsNoFile() {
        UnixAddress address = UnixAddress.parse("@buslane-test-" + ProcessIds.pid() + "-" + System.nanoTime());
        try (UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address, 1, 0600);
                UnixSocket client = UnixSocket.connect(SocketType.SEQPACKET, address)) {
            UnixSocket server = listener.accept().orElseThrow();
            client.send(text("hello"), List.of(), 0);
            assertThat(receive(server)).isEqualTo("hello");
            server.close();
        }
    }

    @Test
    void thePeerIsKnownByItsCredentials() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            assertThat(pair.left().peerCredentials())
                    .isEqualTo(new PeerCredentials(
                            ProcessIds.pid(), ProcessIds.effectiveUid(), ProcessIds.effectiveGid()));
        }
    }

    @Test
    void aMessageCarriesItsSendersCredentialsOnceAskedFor() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            pair.right().option(SocketOption.SO_PASSCRED, 1);
            pair.left().send(text("me"), List.of(), 0);
            assertThat(pair.right().receive(arena.allocate(8), 0, 0).credentials())
                    .isEqualTo(Optional.of(new PeerCredentials(ProcessIds.pid(), ProcessIds.uid(), ProcessIds.gid())));
        }
    }

    @Test
    void passedDescriptorsAreTheSameOpenFiles() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test");
                MemFd first = MemFd.create("first", 111);
                MemFd second = MemFd.create("second", 222)) {
            pair.left().send(text("two"), List.of(first.descriptor(), second.descriptor()), 0);
            try (Received received = pair.right().receive(arena.allocate(8), 4, 0)) {
                assertThat(received.descriptors()).hasSize(2);
                assertThat(new MemFd(received.descriptors().get(0)).size()).isEqualTo(111);
                assertThat(new MemFd(received.descriptors().get(1)).size()).isEqualTo(222);
            }
        }
    }

    @Test
    void descriptorsWithoutRoomAreLostAndSaidToBe() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test");
                MemFd file = MemFd.create("file", 1)) {
            for (int sent = 2; sent <= 40; sent++) {
                pair.left().send(text("many"), Collections.nCopies(sent, file.descriptor()), 0);
                try (Received received = pair.right().receive(arena.allocate(8), 1, 0)) {
                    assertThat(received.isControlTruncated()).isTrue();
                    assertThat(received.descriptors()).hasSize(1);
                    assertThat(received.length()).isEqualTo(4);
                }
            }
        }
    }

    @Test
    void whatWaitsUnreadIsKnownAtBothEnds() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            assertThat(pair.right().awaitReadable(0)).isFalse();
            pair.left().send(text("12345"), List.of(), 0);
            pair.left().send(text("678"), List.of(), 0);
            assertThat(pair.right().awaitReadable(-1)).isTrue();
            assertThat(pair.right().unread()).isEqualTo(8);
            assertThat(pair.left().unsent()).isGreaterThan(8);
            receive(pair.right());
            receive(pair.right());
            assertThat(pair.left().unsent()).isZero();
        }
    }

    @Test
    void aSocketThatWritesNoMoreStillReads() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            pair.left().shutdown(Direction.WRITING);
            assertThat(receive(pair.right())).isEmpty();
            pair.right().send(text("back"), List.of(), 0);
            assertThat(receive(pair.left())).isEqualTo("back");
            assertThatThrownBy(() -> pair.left().send(text("more"), List.of(), 0))
                    .matches(e -> ((LinuxException) e).is(Errno.EPIPE));
        }
    }

    @Test
    void aSocketKnowsWhereItListens() {
        try (UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address("a.sock"), 1, 0600);
                UnixSocket client = UnixSocket.connect(SocketType.SEQPACKET, address("a.sock"))) {
            assertThat(listener.localAddress()).contains(address("a.sock"));
            assertThat(client.localAddress()).isEmpty();
            assertThat(listener.option(SocketOption.SO_ACCEPTCONN)).isEqualTo(1);
        }
    }

    @Test
    void anOptionIsReadAsItWasSet() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            pair.left().option(SocketOption.SO_RCVLOWAT, 0x58412345);
            assertThat(pair.left().option(SocketOption.SO_RCVLOWAT)).isEqualTo(0x58412345);
            pair.left().option(SocketOption.SO_SNDBUF, 20_000);
            assertThat(pair.left().option(SocketOption.SO_SNDBUF)).isEqualTo(40_000);
        }
    }

    @Test
    void aStreamIsASocketOfThisKindToo() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM, "test")) {
            pair.left().send(text("ab"), List.of(), 0);
            pair.left().send(text("cd"), List.of(), 0);
            assertThat(receive(pair.right())).isEqualTo("abcd");
        }
    }

    @Test
    void memoryOfTheHeapIsRefused() {
        try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            assertThatThrownBy(() -> pair.left().send(MemorySegment.ofArray(new byte[4]), List.of(), 0))
                    .hasMessage("the kernel reads and writes native memory only");
            assertThatThrownBy(() -> pair.left().receive(text("ro").asReadOnly(), 0, 0))
                    .hasMessage("a read-only buffer receives nothing");
            assertThatThrownBy(() -> pair.left().receive(arena.allocate(4), 254, 0))
                    .hasMessage("one message carries 0 to 253 descriptors, not 254");
        }
    }

    private UnixAddress address(String name) {
        return UnixAddress.of(folder.resolve(name));
    }

    private MemorySegment text(String text) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String receive(UnixSocket socket) {
        MemorySegment buffer = arena.allocate(64);
        int length = socket.receive(buffer, 0, 0).length();
        return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    private static String rwx(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode & 1 << bit) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return text.toString();
    }
}
