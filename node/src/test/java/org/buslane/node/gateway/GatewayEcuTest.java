package org.buslane.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.buslane.node.client.Sending;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;
import org.buslane.node.metrics.GatewayMetrics;
import org.buslane.node.metrics.MetricsText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells of the ECUs that it simulates: in its status and among its metrics. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayEcuTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String YAML = """
            buses:
              - name: can0
                ecus:
                  - seat
                  - name: echo
                    answers: [{on: 123, send: '124#01'}]
                    faults: [{fault: lost, every: 3, of: 124}]
            """;

    @TempDir
    private Path folder;

    private Caller caller;
    private Gateway gateway;

    @BeforeEach
    void aGatewayRuns() {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.keySet().removeAll(List.of("XDG_RUNTIME_DIR", "NOTIFY_SOCKET"));
        environment.put("BUSLANE_RUNDIR", folder.toString());
        caller = new Caller(self.uid(), self.uidMap(), environment, folder);
        gateway = Gateway.start(GatewayConfig.parse("test.yaml", YAML), caller);
    }

    @AfterEach
    void itEnds() {
        gateway.close();
    }

    @Test
    void theStatusHasWhatTheySayAndHearAndWhatTheirFaultsKeptBack() {
        Sending.frames(caller, "can0", List.of("123#", "123#", "123#", "125#"));
        await("the seat speaks", "seat", ecu -> ecu.written().delivered() > 1);
        await("all are answered but the third", "echo", ecu -> ecu.written().in() == 3);

        assertThat(ecu("seat").kind()).isEqualTo("a simulated ECU (seat)");
        assertThat(ecu("seat").bus()).isEqualTo("can0");
        NodeStatus.Resident echo = ecu("echo");
        assertThat(echo.well()).isTrue();
        assertThat(echo.written()).isEqualTo(new NodeStatus.Counts(3, 2, Map.of("fault", 1L)));
        assertThat(echo.read().delivered()).isEqualTo(3);
        assertThat(echo.read().dropped().get("unwanted")).isPositive();
    }

    @Test
    void theMetricsHaveTheSameNumbers() {
        Sending.frames(caller, "can0", List.of("123#", "123#", "123#"));
        await("all are answered but the third", "echo", ecu -> ecu.written().in() == 3);

        assertThat(MetricsText.of(GatewayMetrics.of(status(), 0)).lines())
                .contains(
                        "buslane_resident_well{bus=\"can0\",resident=\"echo\"} 1.0",
                        "buslane_resident_frames_in_total{bus=\"can0\",direction=\"write\",resident=\"echo\"} 3.0",
                        "buslane_resident_frames_total{bus=\"can0\",direction=\"write\",outcome=\"delivered\","
                                + "resident=\"echo\"} 2.0",
                        "buslane_resident_frames_total{bus=\"can0\",direction=\"write\",outcome=\"dropped\","
                                + "reason=\"fault\",resident=\"echo\"} 1.0");
    }

    private NodeStatus status() {
        return StatusJson.read(ControlClient.ask(caller, new ControlRequest.Status()));
    }

    private NodeStatus.Resident ecu(String name) {
        return status().residents().stream()
                .filter(ecu -> ecu.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void await(String what, String name, Predicate<NodeStatus.Resident> condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        NodeStatus.Resident now = ecu(name);
        while (!condition.test(now)) {
            assertThat(System.nanoTime()).as("%s: %s", what, now).isLessThan(deadline);
            now = ecu(name);
        }
    }
}
