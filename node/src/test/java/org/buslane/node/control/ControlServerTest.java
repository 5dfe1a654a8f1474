package org.buslane.node.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.RunFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void aRequestIsAnsweredAndTheConnectionEnds() throws IOException {
        try (ControlServer server = open(user -> true, PATIENCE)) {
            assertThat(say("bus up can0\n")).isEqualTo("{\"asked\":\"bus up can0\"}\n");
            assertThat(server.refused() + server.malformed()).isZero();
        }
    }

    @Test
    void theClientFindsItInTheRunFolder() {
        try (ControlServer server = open(user -> true, PATIENCE)) {
            assertThat(ControlClient.ask(caller(), new ControlRequest.Status())).isEqualTo("{\"asked\":\"status\"}");
            assertThat(server.malformed()).isZero();
        }
        assertThatThrownBy(() -> ControlClient.ask(caller(), new ControlRequest.Status()))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("no gateway is running; looked in " + folder);
    }

    @Test
    void whatTheGatewayRefusesIsTheClientsError() {
        try (ControlServer server = open(user -> true, PATIENCE)) {
            assertThatThrownBy(() -> ControlClient.ask(caller(), new ControlRequest.SetBus("can9", true)))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("there is no \"can9\"");
            assertThat(server.malformed()).isZero();
        }
    }

    @Test
    void anotherUserIsToldWhoMayAsk() throws IOException {
        String own = Files.getOwner(folder).getName();
        try (ControlServer server = open(user -> false, PATIENCE)) {
            assertThatThrownBy(() -> ControlClient.ask(caller(), new ControlRequest.Status()))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("this gateway answers to its own user and to root, not to user " + own);
            assertThat(server.refused()).isEqualTo(1);
        }
    }

    @Test
    void aStrangersBytesAreRefusedAndCounted() throws IOException {
        try (ControlServer server = open(user -> true, PATIENCE)) {
            assertThat(say("GET / HTTP/1.1\r\n"))
                    .contains("a request is one line of ASCII text; byte 15 of this is 0x0d");
            assertThat(say("x".repeat(300_000))).contains("a request is a line of at most 262144 bytes");
            assertThat(say("reboot\n")).contains("'reboot' is no request; there is: status, metrics");
            assertThat(server.malformed()).isEqualTo(3);
        }
    }

    @Test
    void whoSaysNothingIsNotWaitedForForEver() throws IOException {
        try (ControlServer server = open(user -> true, Duration.ofMillis(1));
                SocketChannel silent =
                        SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder)))) {
            assertThat(Channels.newInputStream(silent).readAllBytes()).isEmpty();
            assertThat(server.malformed()).isZero();
        }
    }

    @Test
    void everybodyMayConnectAndTheSocketOfADeadGatewayIsReplaced() throws IOException {
        Path socket = Files.createFile(RunFolders.controlSocket(folder));
        try (ControlServer server = open(user -> true, PATIENCE)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw-rw-");
            assertThat(say("status\n")).isNotEmpty();
            assertThat(server.refused()).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    private ControlServer open(Predicate<UserPrincipal> admitted, Duration patience) {
        return ControlServer.open(
                RunFolders.controlSocket(folder),
                admitted,
                line -> {
                    String request = ControlRequest.parse(line).line();
                    if (request.endsWith("can9")) {
                        throw new NodeException("there is no \"can9\"");
                    }
                    return "{\"asked\":\"" + request + "\"}";
                },
                new ControlServer.Manners("this gateway", ControlRequest.MAX_LENGTH, patience));
    }

    private String say(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder)))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Caller caller() {
        Caller self = Caller.ofThisProcess();
        return new Caller(self.uid(), self.uidMap(), Map.of("BUSLANE_RUNDIR", folder.toString()), folder);
    }
}
