package org.buslane.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.metrics.Metric.Sample;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void countersAndGaugesAreWrittenSortedByNameAndLabels() {
        assertThat(MetricsText.of(List.of(
                        new Metric(
                                "buslane_lane_frames_total",
                                "What became of frames.",
                                Metric.Type.COUNTER,
                                List.of(
                                        new Sample(Map.of("lane", "ecu", "outcome", "delivered"), 12345678901.0),
                                        new Sample(
                                                Map.of("lane", "ecu", "outcome", "dropped", "reason", "denied"), 0))),
                        Metric.of("buslane_bus_sockets", "Sockets.", Metric.Type.GAUGE, 3))))
                .isEqualTo("""
                        # HELP buslane_bus_sockets Sockets.
                        # TYPE buslane_bus_sockets gauge
                        buslane_bus_sockets 3.0
                        # HELP buslane_lane_frames_total What became of frames.
                        # TYPE buslane_lane_frames_total counter
                        buslane_lane_frames_total{lane="ecu",outcome="delivered"} 1.2345678901E10
                        buslane_lane_frames_total{lane="ecu",outcome="dropped",reason="denied"} 0.0
                        """);
    }

    @Test
    void whatTwoSourcesCountUnderOneNameIsOneMetric() {
        Metric gateway = memory("gateway", 1);
        Metric agent = memory("agent", 2);

        assertThat(MetricsText.of(List.of(gateway, agent))).isEqualTo("""
                        # HELP buslane_process_resident_bytes Memory.
                        # TYPE buslane_process_resident_bytes gauge
                        buslane_process_resident_bytes{process="agent"} 2.0
                        buslane_process_resident_bytes{process="gateway"} 1.0
                        """);
    }

    private static Metric memory(String process, double bytes) {
        return new Metric(
                "buslane_process_resident_bytes",
                "Memory.",
                Metric.Type.GAUGE,
                List.of(new Sample(Map.of("process", process), bytes)));
    }

    @Test
    void whatStandsInALabelCannotBreakItsLine() {
        Metric odd = new Metric(
                "buslane_odd", "Odd.", Metric.Type.GAUGE, List.of(new Sample(Map.of("name", "a\"b\\c\nd"), 1)));

        assertThat(MetricsText.of(List.of(odd))).contains("buslane_odd{name=\"a\\\"b\\\\c\\nd\"} 1.0\n");
    }

    @Test
    void namesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("buslane_frames", "Frames.", Metric.Type.COUNTER, 1))
                .withMessageContaining("_total");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("buslane_frames_total", "Frames.", Metric.Type.GAUGE, 1))
                .withMessageContaining("_total");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("buslane frames", "Frames.", Metric.Type.GAUGE, 1))
                .withMessageContaining("cannot name");
    }

    @Test
    void theGatewaysStatusIsAllThere() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/run/buslane", 61, 60_000, true, 4, 1, 2, 3, ""),
                List.of(
                        new NodeStatus.Bus("can0", "fd", true, 7, 2),
                        new NodeStatus.Bus("can1", "classic", false, 0, 0)),
                List.of(new NodeStatus.Lane(
                        "ecu",
                        "/run/buslane/lanes/ecu/bus.sock",
                        List.of(),
                        new NodeStatus.Counts(9, 7, Map.of("denied", 2L)),
                        new NodeStatus.Counts(5, 5, Map.of()),
                        List.of())));

        List<String> lines = MetricsText.of(GatewayMetrics.of(status, 4096))
                .lines()
                .filter(line -> !line.startsWith("#") && !(line.contains("reason") && line.endsWith(" 0.0")))
                .toList();

        assertThat(lines)
                .containsExactly(
                        "buslane_build{process=\"gateway\",version=\"0.1.0\"} 1.0",
                        "buslane_bus_frames_total{bus=\"can0\"} 7.0",
                        "buslane_bus_frames_total{bus=\"can1\"} 0.0",
                        "buslane_bus_sockets{bus=\"can0\"} 2.0",
                        "buslane_bus_sockets{bus=\"can1\"} 0.0",
                        "buslane_bus_up{bus=\"can0\",kind=\"fd\"} 1.0",
                        "buslane_bus_up{bus=\"can1\",kind=\"classic\"} 0.0",
                        "buslane_gateway_requests_malformed_total 3.0",
                        "buslane_gateway_requests_refused_total 2.0",
                        "buslane_gateway_sockets_refused_total 1.0",
                        "buslane_gateway_takeovers_total 4.0",
                        "buslane_lane_frames_total{direction=\"read\",lane=\"ecu\",outcome=\"delivered\"} 5.0",
                        "buslane_lane_frames_total{direction=\"write\",lane=\"ecu\",outcome=\"delivered\"} 7.0",
                        "buslane_lane_frames_total{direction=\"write\",lane=\"ecu\",outcome=\"dropped\",reason=\"denied\"} 2.0",
                        "buslane_lane_frames_in_total{direction=\"read\",lane=\"ecu\"} 5.0",
                        "buslane_lane_frames_in_total{direction=\"write\",lane=\"ecu\"} 9.0",
                        "buslane_lane_sockets{lane=\"ecu\"} 0.0",
                        "buslane_process_resident_bytes{process=\"gateway\"} 4096.0",
                        "buslane_process_uptime_seconds{process=\"gateway\"} 61.0");
    }

    @Test
    void anAdaptersAccountIsThere() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/run/buslane", 61, 60_000, true, 4, 1, 2, 3, ""),
                List.of(),
                List.of(),
                List.of(new NodeStatus.Resident(
                        "adapter of can1",
                        "can1",
                        "slcan:/dev/ttyACM0@500k",
                        true,
                        "open",
                        new NodeStatus.Counts(3, 3, Map.of()),
                        new NodeStatus.Counts(2, 1, Map.of("refused", 1L)))));

        assertThat(MetricsText.of(GatewayMetrics.of(status, 4096)).lines())
                .contains(
                        "buslane_resident_well{bus=\"can1\",resident=\"adapter of can1\"} 1.0",
                        "buslane_resident_frames_in_total{bus=\"can1\",direction=\"read\",resident=\"adapter of can1\"} 2.0",
                        "buslane_resident_frames_total{bus=\"can1\",direction=\"write\",outcome=\"delivered\","
                                + "resident=\"adapter of can1\"} 3.0",
                        "buslane_resident_frames_total{bus=\"can1\",direction=\"read\",outcome=\"dropped\","
                                + "reason=\"refused\",resident=\"adapter of can1\"} 1.0");
    }

    @Test
    void theKernelSaysHowMuchIsResident() {
        assertThat(ProcessMemory.residentBytes("Name:\tjava\nVmHWM:\t   99 kB\nVmRSS:\t   71234 kB\nThreads:\t9\n"))
                .isEqualTo(71234L * 1024);
        assertThat(ProcessMemory.residentBytes("")).isZero();
    }
}
