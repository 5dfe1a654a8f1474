package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus reads, over HTTP with curl and at the control socket. */
@ExtendWith(PlaceExtension.class)
class MetricsTest {
    @Test
    void everyLineIsWellFormedAndEveryCountIsThatOfTheStatus(Place place) throws IOException {
        Gateway gateway = up(place, freePort());
        String url = gateway.status().gateway().metrics();
        assertThat(gateway.greeting("Ctrl-C ends it.")).contains("  metrics: " + url);
        try (Running candump = place.run("candump", "-L", "-n", "1", "body").start()) {
            gateway.awaitBound(candump, 1);
            place.run("cansend", "body", "123#").finish().successfully();
            candump.finish().successfully();
        }
        place.buslane(
                        "run",
                        "--lane",
                        "ecu",
                        "--",
                        place.checkout().program("cansend").toString(),
                        "body",
                        "123#")
                .finish()
                .successfully();
        NodeStatus status = gateway.await(
                "have no sockets",
                each -> each.lanes().stream()
                        .allMatch(lane ->
                                lane.sockets().isEmpty() && lane.written().in() > 0));

        for (Finished answer : List.of(
                place.command("curl", "-sS", "--fail", url).finish(),
                place.buslane("status", "--metrics").finish())) {
            check(Exposition.parse(answer.successfully().out()), status);
        }
    }

    private static void check(Exposition metrics, NodeStatus status) {
        for (NodeStatus.Bus bus : status.buses()) {
            assertThat(metrics.value("buslane_bus_frames_total", Map.of("bus", bus.name())))
                    .isEqualTo(bus.frames());
        }
        for (NodeStatus.Lane lane : status.lanes()) {
            check(metrics, lane.name(), "write", lane.written());
            check(metrics, lane.name(), "read", lane.read());
        }
        assertThat(metrics.value("buslane_process_resident_bytes", Map.of("process", "gateway")))
                .isGreaterThan(10_000_000);
    }

    private static void check(Exposition metrics, String lane, String direction, NodeStatus.Counts counts) {
        Map<String, String> labels = Map.of("lane", lane, "direction", direction);
        assertThat(metrics.value("buslane_lane_frames_in_total", labels)).isEqualTo(counts.in());
        assertThat(metrics.sum("buslane_lane_frames_total", labels)).isEqualTo(counts.in());
        counts.dropped()
                .forEach((reason, frames) -> assertThat(metrics.value(
                                "buslane_lane_frames_total",
                                Map.of("lane", lane, "direction", direction, "outcome", "dropped", "reason", reason)))
                        .isEqualTo(frames));
    }

    @Test
    void anAddressThatIsTakenIsSaidAndTheGatewayRuns(Place place) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Gateway gateway = up(place, taken.getLocalPort());
            assertThat(place.buslane("status").finish().successfully().out())
                    .contains("cannot serve metrics at 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()));
            assertThat(gateway.status().buses()).hasSize(1);
        }
    }

    private static Gateway up(Place place, int port) {
        return place.up("--config", place.file("node.yaml", """
                buses: [body]
                lanes: [{name: ecu, interfaces: [body]}]
                metrics: 127.0.0.1:%d
                """.formatted(port)).toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
