package org.buslane.node.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.buslane.node.client.DumpFilters;
import org.buslane.node.client.Dumping;
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

/** Two gateways, whose virtual buses are one by a tunnel over UDP. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayTunnelTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path here;

    @TempDir
    private Path there;

    private final int near = freePort();
    private final int far = freePort();
    private Caller left;
    private Caller right;
    private Gateway leftGateway;
    private Gateway rightGateway;

    @BeforeEach
    void twoGatewaysRun() {
        left = caller(here);
        right = caller(there);
        leftGateway =
                Gateway.start(GatewayConfig.parseNode("l.yaml", left("write: allr, read: allr")), List.of(), left);
        rightGateway = Gateway.start(
                GatewayConfig.parseNode(
                        "r.yaml",
                        "buses: [v1]\ntunnels: [%s]".formatted(tunnel("v1", far, near, "write: allr, read: allr"))),
                List.of(),
                right);
    }

    @AfterEach
    void theyEnd() {
        leftGateway.close();
        rightGateway.close();
    }

    private String left(String terms) {
        return "buses: [v0, w0]\ntunnels: [%s, {cannelloni: {name: other, bus: w0, tcp-server: %d}}]"
                .formatted(tunnel("v0", near, far, terms), near);
    }

    private static String tunnel(String bus, int listen, int peer, String terms) {
        return "{cannelloni: {bus: %s, udp: %d, peers: [\"127.0.0.1:%d\"], %s}}".formatted(bus, listen, peer, terms);
    }

    @Test
    void framesOfEveryKindCrossBothWaysAndAreCounted() {
        List<String> frames = List.of("123#DEADBEEF", "12345678#1122", "123#R4", "123##1AABBCC", "7FF#");
        assertThat(heard(right, "v1", frames.size(), () -> Sending.frames(left, "v0", frames)))
                .containsExactly("123#DEADBEEF", "12345678#1122", "123#R4", "123##5AABBCC", "7FF#");
        assertThat(heard(left, "v0", 1, () -> Sending.frames(right, "v1", List.of("200#01"))))
                .containsExactly("200#01");

        NodeStatus.Tunnel tunnel = await(
                left,
                "all is counted",
                status -> status.peers().getFirst().received().in() == 1);
        assertThat(tunnel.name()).isEqualTo("v0 udp 127.0.0.1:" + near);
        assertThat(tunnel.listening()).contains("127.0.0.1:" + near);
        assertThat(tunnel.heard()).isEqualTo(new NodeStatus.Counts(5, 5, Map.of()));
        assertThat(tunnel.said()).isEqualTo(new NodeStatus.Counts(1, 1, Map.of()));
        NodeStatus.Peer peer = tunnel.peers().getFirst();
        assertThat(peer.name()).isEqualTo("127.0.0.1:" + far);
        assertThat(peer.sent()).isEqualTo(new NodeStatus.Counts(5, 5, Map.of()));
        assertThat(peer.received()).isEqualTo(new NodeStatus.Counts(1, 1, Map.of()));

        assertThat(StatusJson.readMetrics(ControlClient.ask(left, new ControlRequest.Metrics())))
                .contains(
                        "buslane_tunnel_peer_frames_total{bus=\"v0\",direction=\"sent\",outcome=\"delivered\",peer=\"127.0.0.1:%d\",tunnel=\"v0 udp 127.0.0.1:%d\"} 5.0\n"
                                .formatted(far, near));
    }

    @Test
    void aReloadChangesOneTunnelAndLeavesTheOtherAlone() {
        heard(right, "v1", 1, () -> Sending.frames(left, "v0", List.of("123#")));
        assertThat(reload(left("write: allr, read: allr"))).isEmpty();
        assertThat(tunnel(left).heard().in()).isEqualTo(1);

        List<String> changes = reload(left("write: none, read: 100-1FF"));
        assertThat(changes)
                .containsExactly(
                        "end v0 udp 127.0.0.1:" + near,
                        "begin v0 udp 127.0.0.1:%d on bus v0: cannelloni over UDP at 127.0.0.1:%d with 127.0.0.1:%d"
                                .formatted(near, near, far));
        assertThat(tunnel(left).heard().in()).isZero();
        assertThat(heard(right, "v1", 1, () -> Sending.frames(left, "v0", List.of("200#", "1FF#"))))
                .containsExactly("1FF#");
        assertThat(tunnel(left).peers().getFirst().sent().dropped()).isEqualTo(Map.of("denied", 1L));

        assertThat(reload("buses: [v0, w0]")).containsExactly("end v0 udp 127.0.0.1:" + near, "end other");
        assertThat(status(left).tunnels()).isEmpty();
    }

    /** What {@code send} made another hear on this bus. */
    private static List<String> heard(Caller at, String bus, int count, Runnable send) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Dumping dump = Dumping.open(
                at,
                bus,
                DumpFilters.parse(List.of()),
                false,
                out,
                notice -> {
                    throw new AssertionError(notice);
                },
                System::nanoTime)) {
            send.run();
            dump.run(count);
        }
        return out.toString(UTF_8)
                .lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private List<String> reload(String yaml) {
        return StatusJson.readChanges(ControlClient.ask(left, new ControlRequest.Reload("node.yaml", yaml, false)));
    }

    private static NodeStatus status(Caller of) {
        return StatusJson.read(ControlClient.ask(of, new ControlRequest.Status()));
    }

    private static NodeStatus.Tunnel tunnel(Caller of) {
        return status(of).tunnels().getFirst();
    }

    private static NodeStatus.Tunnel await(Caller of, String what, Predicate<NodeStatus.Tunnel> condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        NodeStatus.Tunnel now = tunnel(of);
        while (!condition.test(now)) {
            assertThat(System.nanoTime()).as("%s: %s", what, now).isLessThan(deadline);
            now = tunnel(of);
        }
        return now;
    }

    private static Caller caller(Path folder) {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.keySet().removeAll(List.of("XDG_RUNTIME_DIR", "NOTIFY_SOCKET", "BUSLANE_SOCKET"));
        environment.put("BUSLANE_RUNDIR", folder.toString());
        return new Caller(self.uid(), self.uidMap(), environment, folder);
    }

    private static int freePort() {
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
