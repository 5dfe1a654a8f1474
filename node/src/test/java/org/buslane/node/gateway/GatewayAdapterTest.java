package org.buslane.node.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.buslane.core.testkit.SlcanBoard;
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

/** A gateway with an adapter, for which a board at the far end of a pseudo-terminal stands in. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayAdapterTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @TempDir
    private Path devices;

    private Caller caller;
    private Gateway gateway;

    @BeforeEach
    void aGatewayRuns() {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.keySet().removeAll(List.of("XDG_RUNTIME_DIR", "NOTIFY_SOCKET"));
        environment.put("BUSLANE_RUNDIR", folder.toString());
        caller = new Caller(self.uid(), self.uidMap(), environment, folder);
        gateway = Gateway.start(GatewayConfig.parse("test.yaml", yaml("500k")), caller);
    }

    @AfterEach
    void itEnds() {
        gateway.close();
    }

    private String yaml(String rate) {
        return "buses: [{name: can0, adapter: 'slcan:%s@%s'}, can1]".formatted(device(), rate);
    }

    private Path device() {
        return devices.resolve("ttyACM0");
    }

    @Test
    void programsSpeakThroughTheAdapterAndHearThroughItWhateverBecomesOfIt() {
        try (Board board = new Board(device(), SlcanBoard.Manner.LAWICEL)) {
            await("it is open", NodeStatus.Resident::well);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Dumping dump = Dumping.open(
                    caller,
                    "can0",
                    DumpFilters.parse(List.of()),
                    false,
                    out,
                    notice -> {
                        throw new AssertionError(notice);
                    },
                    System::nanoTime)) {
                Sending.frames(caller, "can0", List.of("123#DEADBEEF"));
                await("it took the frame", adapter -> adapter.read().delivered() == 1);
                board.hear("T1234567821122\r");
                dump.run(2);
            }
            assertThat(out.toString(UTF_8).lines().map(line -> line.substring(line.indexOf(')') + 2)))
                    .containsExactly("can0 123#DEADBEEF", "can0 12345678#1122");
            assertThat(board.firmware().frames()).containsExactly("t1234DEADBEEF");
            assertThat(adapter().state()).isEqualTo("open, version V1013, serial NA123");

            reload("1M");
            await("it has the other bit rate", _ -> board.firmware().commands().containsAll(List.of("S6", "S8")));
            await("it is open again", NodeStatus.Resident::well);
            assertThat(reload("1M")).isEmpty();
        }
        await("it is away", adapter -> !adapter.well());
        Sending.frames(caller, "can0", List.of("124#"));
        await("a frame is counted", adapter -> adapter.read().dropped().getOrDefault("down", 0L) == 1);
        try (Board board = new Board(device(), SlcanBoard.Manner.CANABLE)) {
            await("it is back", NodeStatus.Resident::well);
            Sending.frames(caller, "can0", List.of("125#"));
            await(
                    "what it does not answer counts as taken",
                    adapter -> adapter.read().delivered() == 1);
            assertThat(board.firmware().frames()).containsExactly("t1250");
            NodeStatus.Counts read = adapter().read();
            assertThat(read.in())
                    .isEqualTo(read.delivered()
                            + read.dropped().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
        }
    }

    private List<String> reload(String rate) {
        return StatusJson.readChanges(
                ControlClient.ask(caller, new ControlRequest.Reload("node.yaml", yaml(rate), false)));
    }

    private NodeStatus.Resident adapter() {
        return StatusJson.read(ControlClient.ask(caller, new ControlRequest.Status()))
                .residents()
                .getFirst();
    }

    private void await(String what, Predicate<NodeStatus.Resident> condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        NodeStatus.Resident now = adapter();
        while (!condition.test(now)) {
            assertThat(System.nanoTime()).as("%s: %s", what, now).isLessThan(deadline);
            now = adapter();
        }
    }
}
