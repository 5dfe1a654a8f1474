package org.buslane.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void theMetricsAreToBeHadAndNothingElse() throws IOException {
        try (MetricsServer server = MetricsServer.open(ANY, () -> "buslane_up 1.0\n")) {
            assertThat(server.url()).matches("http://(127\\.0\\.0\\.1|localhost):\\d+/metrics");
            assertThat(say(server, "GET /metrics"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-type: text/plain; version=0.0.4; charset=utf-8\r\n")
                    .endsWith("\r\n\r\nbuslane_up 1.0\n");
            assertThat(say(server, "HEAD /metrics"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(say(server, "POST /metrics"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD\r\n")
                    .endsWith("/metrics can be read, and nothing else\n");
            assertThat(say(server, "GET /"))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("there is /metrics, and nothing else\n");
            assertThat(say(server, "GET /metrics/x")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void whatCannotBeKnownNowIsSaidSo() throws IOException {
        try (MetricsServer server = MetricsServer.open(ANY, MetricsServerTest::fail)) {
            assertThat(say(server, "GET /metrics"))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("\r\n\r\nthe bus thread gave no answer\n");
        }
    }

    private static String fail() {
        throw new NodeException("the bus thread gave no answer");
    }

    /** Some that never finish asking, and some that never read a long answer. */
    @Test
    void whoIsSlowHurtsNobody() throws IOException {
        String large = "# nothing\n".repeat(1_000_000);
        List<Socket> slow = new ArrayList<>();
        try (MetricsServer server = MetricsServer.open(ANY, () -> large)) {
            for (int i = 0; i < 12; i++) {
                Socket socket = connect(server);
                slow.add(socket);
                String request = i % 2 == 0 ? "GET /met" : "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(say(server, "GET /metrics")).endsWith(large);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressThatIsTakenIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            assertThatThrownBy(() -> MetricsServer.open(address, () -> ""))
                    .isInstanceOf(NodeException.class)
                    .hasMessageMatching("cannot serve metrics at .*:\\d+: Address already in use");
        }
    }

    private static Socket connect(MetricsServer server) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    }

    private static String say(MetricsServer server, String request) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
