package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.tunnel.cannelloni.ScriptedPeer.GREETING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClientEndpointTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.configureBlocking(false);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private int port() {
        return server.socket().getLocalPort();
    }

    /** The next connection of the client's. */
    private ScriptedPeer accepted(StreamLoop loop) {
        List<SocketChannel> next = new ArrayList<>();
        loop.until(() -> {
            try {
                SocketChannel channel = server.accept();
                return channel != null && next.add(channel);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new ScriptedPeer(next.getFirst());
    }

    @Test
    void itGreetsAtOnceAndHearsAGreetingThatComesByteByByte() {
        try (StreamLoop loop = new StreamLoop(Kinds.client(port()));
                ScriptedPeer peer = accepted(loop)) {
            loop.until(() -> peer.heard().equals(GREETING));
            for (int i = 0; i < GREETING.length(); i += 2) {
                assertThat(loop.report().well()).isFalse();
                peer.says(GREETING.substring(i, i + 2));
                int read = i / 2 + 1;
                loop.until(() -> loop.count(0, "bytes_received") == read);
            }
            assertThat(loop.report().well()).isTrue();
            peer.says("0000012304deadbeef");
            loop.until(() -> loop.said().size() == 1);
            loop.say("123#R4");
            loop.until(() -> peer.frames().equals("4000012304"));
            assertThat(loop.said()).containsExactly("123#DEADBEEF");
        }
    }

    @Test
    void whatIsSaidWhileNobodyIsThereIsCountedAsDropped() {
        try (StreamLoop loop = new StreamLoop(Kinds.client(port()))) {
            loop.say("001#", "002#");
            try (ScriptedPeer peer = accepted(loop)) {
                loop.until(() -> peer.heard().equals(GREETING));
                loop.say("003#");
                assertThat(loop.heard()).hasToString("in 3 = delivered 0 + down 3");
                assertThat(loop.peer(0).sent()).isEqualTo(loop.heard());
            }
        }
    }

    /** As the original's server does to its second client: it connects, and hears nothing. */
    @Test
    void aServerThatDoesNotGreetIsLeftAndTriedAgain() {
        try (StreamLoop loop = new StreamLoop(Kinds.client(port()));
                ScriptedPeer silent = accepted(loop)) {
            loop.until(() -> silent.heard().equals(GREETING));
            loop.pass(PAUSE);
            loop.until(silent::hasEnded);
            assertThat(loop.report().note()).isEqualTo("it did not greet");
            assertThat(loop.count(0, "missing_greetings")).isEqualTo(1);
            loop.pass(PAUSE);
            try (ScriptedPeer again = accepted(loop).says(GREETING)) {
                loop.until(() -> loop.report().well());
                assertThat(again.hasEnded()).isFalse();
                assertThat(loop.report().note()).isEmpty();
            }
        }
    }

    @Test
    void aWrongGreetingEndsTheConnectionAndIsCounted() {
        try (StreamLoop loop = new StreamLoop(Kinds.client(port()));
                ScriptedPeer peer = accepted(loop)) {
            peer.says("5353482d322e30"); // SSH-2.0
            loop.until(peer::hasEnded);
            assertThat(loop.count(0, "wrong_greetings")).isEqualTo(1);
            assertThat(loop.report().well()).isFalse();
        }
    }

    @Test
    void aConnectionBeginsWithNothingOfTheLastOne() {
        try (StreamLoop loop = new StreamLoop(Kinds.client(port()))) {
            for (int i = 0; i < 3; i++) {
                ScriptedPeer peer = accepted(loop).says(GREETING + "0000000100" + "00000123081122");
                int said = i + 1;
                loop.until(() -> loop.said().size() == said);
                loop.say("002#");
                loop.until(() -> peer.frames().equals("0000000200"));
                peer.dies();
                loop.until(() -> !loop.report().well());
                loop.pass(PAUSE);
            }
            assertThat(loop.said()).containsOnly("001#");
            assertThat(loop.peer(0).sent()).hasToString("in 3 = delivered 3");
            assertThat(loop.peer(0).received()).hasToString("in 3 = delivered 3");
            assertThat(loop.count(0, "connections")).isEqualTo(3);
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedUntilItIs() throws IOException {
        int port = port();
        server.close();
        try (StreamLoop loop = new StreamLoop(Kinds.client(port))) {
            loop.until(() -> loop.report().note().equals("ECONNREFUSED (connection refused)"));
            long due = loop.tunnel().due() - loop.now();
            assertThat(due).isBetween(1L, Duration.ofSeconds(2).toNanos());
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
            server.configureBlocking(false);
            loop.pass(Duration.ofSeconds(2));
            try (ScriptedPeer peer = accepted(loop).says(GREETING)) {
                loop.until(() -> loop.report().well());
                assertThat(peer.heard()).isEqualTo(GREETING);
            }
        }
    }

    @Test
    void twoOfUsUnderstandEachOther() {
        try (StreamLoop server = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                StreamLoop client = new StreamLoop(Kinds.client(server.port()))) {
            server.until(() -> {
                client.turn();
                return client.report().well()
                        && server.report().peers().size() == 1
                        && server.peer(0).well();
            });
            client.say("123#R4", "123##5AABBCC");
            server.say("12345678#1122");
            server.until(() -> server.said().size() == 2);
            client.until(() -> client.said().size() == 1);
            assertThat(server.said()).containsExactly("123#R4", "123##5AABBCC");
            assertThat(client.said()).containsExactly("12345678#1122");
        }
    }
}
