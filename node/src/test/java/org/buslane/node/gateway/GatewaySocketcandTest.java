package org.buslane.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.buslane.node.NodeException;
import org.buslane.node.client.Sending;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that serves clients of socketcand on its virtual buses, and one of whose buses is such a client's. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewaySocketcandTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final int port = freePort();
    private Caller caller;
    private Gateway gateway;

    @BeforeEach
    void itRuns() {
        Caller self = Caller.ofThisProcess();
        caller = new Caller(self.uid(), self.uidMap(), Map.of("BUSLANE_RUNDIR", folder.toString()), self.root());
        gateway = Gateway.start(GatewayConfig.parseNode("f", yaml("write: all")), List.of(), caller);
    }

    @AfterEach
    void itEnds() {
        gateway.close();
    }

    private String yaml(String terms) {
        return """
                buses: [v0, v1]
                tunnels:
                  - socketcand: {name: bench, buses: [v0, v1], listen: %d, %s}
                """.formatted(port, terms);
    }

    @Test
    void aClientHearsItsBusAndIsAPeerOfItsTunnel() throws IOException {
        try (Socket client = raw("v0")) {
            Sending.frames(caller, "v0", List.of("123#DEAD"));
            assertThat(read(client, " DEAD >")).startsWith("< frame 123 ");

            NodeStatus.Tunnel tunnel = await(
                    "all is counted",
                    "v0 bench",
                    status ->
                            status.peers().stream().anyMatch(peer -> peer.sent().delivered() == 1));
            assertThat(tunnel.kind()).isEqualTo("socketcand at 127.0.0.1:%d/tcp".formatted(port));
            assertThat(tunnel.listening()).isEqualTo("127.0.0.1:%d/tcp".formatted(port));
            assertThat(tunnel.well()).isTrue();
            assertThat(tunnel("v1 bench").heard().in()).isZero();
        }
    }

    @Test
    void aReloadLeavesAServerAloneThatIsDeclaredAsBefore() throws IOException {
        try (Socket client = raw("v0")) {
            assertThat(reload(yaml("write: all"), false)).isEmpty();
            Sending.frames(caller, "v0", List.of("123#01"));
            assertThat(read(client, " 01 >")).startsWith("< frame 123 ");

            List<String> plan = reload(yaml("read: none"), true);
            assertThat(plan)
                    .contains("end v0 bench")
                    .contains("begin v1 bench on bus v1: socketcand at 127.0.0.1:%d/tcp".formatted(port));
            Sending.frames(caller, "v0", List.of("123#02"));
            assertThat(read(client, " 02 >")).startsWith("< frame 123 ");

            assertThat(reload(yaml("read: none"), false)).isEqualTo(plan);
            assertThat(client.getInputStream().read())
                    .as("the server is another")
                    .isNegative();
        }
        await("it listens where the one before did", "v1 bench", NodeStatus.Tunnel::well);
        try (Socket client = raw("v1")) {
            assertThat(client.isConnected()).isTrue();
        }
        assertThat(reload("buses: [v0, v1]", false)).containsExactlyInAnyOrder("end v0 bench", "end v1 bench");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aServerThatCannotBeChangesNothing() throws IOException {
        try (Socket client = raw("v0")) {
            assertThatThrownBy(() -> reload(yaml("tls: {certificate: /nowhere/c.pem, key: /nowhere/k.pem}"), false))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("/nowhere/c.pem");
            Sending.frames(caller, "v0", List.of("123#03"));
            assertThat(read(client, " 03 >")).startsWith("< frame 123 ");
        }
    }

    @Test
    void aClientThatHearsErrorFramesIsToldOnceThatItsBusIsDownAndOnceThatItIsUp() throws IOException {
        reload(yaml("read: all, error-frames: true"), false);
        await("it listens where the one before did", "v0 bench", NodeStatus.Tunnel::well);
        try (Socket client = raw("v0")) {
            set("v0", false);
            assertThat(read(client, " >")).startsWith("< error 040 ");
            set("v0", false);
            set("v0", true);
            assertThat(read(client, " >")).startsWith("< error 100 ");
            Sending.frames(caller, "v0", List.of("123#05"));
            assertThat(read(client, " 05 >")).startsWith("< frame 123 ");
        }
    }

    private void set(String bus, boolean up) {
        ControlClient.ask(caller, new ControlRequest.SetBus(bus, up));
    }

    @Test
    void statisticsOfAVirtualBusAreWhatHasGoneOverIt() throws IOException {
        try (Socket client = raw("v0")) {
            say(client, "< send 123 2 AA BB >");
            Sending.frames(caller, "v0", List.of("321#010203", "321#"));
            assertThat(read(client, "  >")).contains(" 010203 >");
            say(client, "< controlmode >");
            assertThat(read(client, "< ok >")).isEqualTo("< ok >");
            say(client, "< statistics 10 >");
            assertThat(read(client, " >")).isEqualTo("< stat 3 2 2 1 >");
        }
    }

    @Test
    void oneBusMayBeTheClientOfAnother() throws IOException {
        reload(
                yaml("write: all")
                        + "  - socketcandcl: {name: link, bus: v1, server-bus: v0, server: \"127.0.0.1:%d\", write: all}"
                                .formatted(port),
                false);
        await("it is connected", "link", NodeStatus.Tunnel::well);
        try (Socket client = raw("v1")) {
            Sending.frames(caller, "v0", List.of("321#04"));
            assertThat(read(client, " 04 >")).startsWith("< frame 321 ");
        }
    }

    private Socket raw(String bus) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout((int) LONGEST.toMillis());
        assertThat(read(client, "< hi >")).isEqualTo("< hi >");
        say(client, "< open %s >".formatted(bus));
        assertThat(read(client, "< ok >")).isEqualTo("< ok >");
        say(client, "< rawmode >");
        assertThat(read(client, "< ok >")).isEqualTo("< ok >");
        return client;
    }

    private static void say(Socket client, String command) throws IOException {
        client.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
    }

    /** Until it ends so. */
    private static String read(Socket client, String end) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private List<String> reload(String yaml, boolean dryRun) {
        return StatusJson.readChanges(ControlClient.ask(caller, new ControlRequest.Reload("f", yaml, dryRun)));
    }

    private NodeStatus.Tunnel tunnel(String name) {
        return gateway.status().tunnels().stream()
                .filter(tunnel -> tunnel.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private NodeStatus.Tunnel await(String what, String name, Predicate<NodeStatus.Tunnel> condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        NodeStatus.Tunnel now = tunnel(name);
        while (!condition.test(now)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + what + ": " + now);
            }
            Thread.onSpinWait();
            now = tunnel(name);
        }
        return now;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
