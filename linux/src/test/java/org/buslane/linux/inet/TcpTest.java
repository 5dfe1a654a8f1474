package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.stream.ByteStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpTest {
    private static final int LONGEST = 5_000;

    private final MemorySegment memory = Arena.ofAuto().allocate(64);

    @Test
    void aConnectionThatBeginsIsWritableWhenItIsDecided() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ByteStream stream =
                        TcpConnection.begin(InetAddress.getLoopbackAddress(), server.getLocalPort(), "tcp:here")) {
            await(stream.descriptor(), Epoll.OUT);
            assertThat(TcpConnection.result(stream)).isZero();
            write(stream, "O\r");
            assertThat(server.accept().getInputStream().readNBytes(2)).containsExactly('O', '\r');
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:0, 127.0.0.1", "[::1]:0, ::1", "[::]:0, 127.0.0.1"})
    void whoComesInIsKnownByItsPlace(String listening, String from) {
        try (TcpListener listener = TcpListener.listen(InetPlace.parse(listening))) {
            assertThat(listener.accept()).isEmpty();
            InetAddress address = InetAddress.ofLiteral(from);
            try (ByteStream client =
                    TcpConnection.begin(address, listener.local().port(), "tcp:here")) {
                await(listener.descriptor(), Epoll.IN);
                TcpListener.Accepted accepted = listener.accept().orElseThrow();
                try (ByteStream server = accepted.stream()) {
                    assertThat(accepted.peer())
                            .isEqualTo(new InetPlace(
                                    address,
                                    InetSocket.local(client.descriptor()).port()));
                    write(server, "hello");
                    assertThat(read(client)).isEqualTo("hello");
                    new QuickAck().now(client.descriptor());
                    assertThat(server.read(memory, 0, 64)).isEqualTo(-Errno.EAGAIN);
                }
            }
        }
    }

    @Test
    void connectionsThatComeInAreAsThoseThatGoOut() {
        try (TcpListener listener = TcpListener.listen(InetPlace.parse("127.0.0.1:0"));
                ByteStream client = TcpConnection.begin(
                        listener.local().address(), listener.local().port(), "tcp:here")) {
            await(listener.descriptor(), Epoll.IN);
            try (ByteStream server = listener.accept().orElseThrow().stream()) {
                for (int[] option : new int[][] {{6, 1}, {6, 4}, {6, 5}, {6, 6}, {6, 25}, {1, 9}}) {
                    assertThat(InetSocket.get(server.descriptor(), "", option[0], option[1]))
                            .as("option %d of level %d", option[1], option[0])
                            .isPositive()
                            .isEqualTo(InetSocket.get(client.descriptor(), "", option[0], option[1]));
                }
            }
        }
    }

    @Test
    void onePeerIsSilentThatHasToAnswerAndTakesNothing() {
        TcpSilence silence = new TcpSilence();
        try (TcpListener listener = TcpListener.listen(InetPlace.parse("127.0.0.1:0"));
                ByteStream client = TcpConnection.begin(listener.local(), "tcp:here")) {
            await(listener.descriptor(), Epoll.IN);
            try (ByteStream server = listener.accept().orElseThrow().stream()) {
                assertThat(silence.millis(server.descriptor())).isZero();
                MemorySegment much = Arena.ofAuto().allocate(8192);
                for (int i = 0; i < 100_000 && server.write(much, 0, 8192) > 0; i++) {}
                assertThat(silence.millis(server.descriptor())).isPositive();
                assertThat(client.read(much, 0, 8192)).isPositive();
            }
        }
    }

    @Test
    void whatIsNoTcpConnectionIsNotKnownToBeSilent() {
        try (UdpSocket socket = UdpSocket.bind(InetPlace.parse("127.0.0.1:0"), new UdpOptions(1, 0, 0))) {
            assertThat(new TcpSilence().millis(socket.descriptor())).isEqualTo(-1);
        }
    }

    @Test
    void aPlaceThatIsTakenIsRefusedByName() {
        try (TcpListener listener = TcpListener.listen(InetPlace.parse("127.0.0.1:0"))) {
            assertThatThrownBy(() -> TcpListener.listen(listener.local()))
                    .isInstanceOf(LinuxException.class)
                    .hasMessage("bind tcp %s: EADDRINUSE (address already in use)", listener.local());
        }
    }

    private static void await(Descriptor descriptor, int events) {
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(descriptor, 1, events);
            assertThat(epoll.await(LONGEST)).isEqualTo(1);
        }
    }

    private void write(ByteStream to, String text) {
        memory.setString(0, text);
        assertThat(to.write(memory, 0, text.length())).isEqualTo(text.length());
    }

    private String read(ByteStream from) {
        await(from.descriptor(), Epoll.IN);
        int count = from.read(memory, 0, 64);
        byte[] bytes = new byte[count];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
