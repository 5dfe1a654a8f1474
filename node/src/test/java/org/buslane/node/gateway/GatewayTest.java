package org.buslane.node.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.NodeException;
import org.buslane.node.client.BusNames;
import org.buslane.node.client.DumpFilters;
import org.buslane.node.client.Dumping;
import org.buslane.node.client.Playing;
import org.buslane.node.client.Sending;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;
import org.buslane.virtual.VirtualConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayTest {
    private static final VirtualConfig CONFIG = GatewayConfig.parse("test.yaml", """
            buses: [can0, {name: slow0, kind: classic}]
            lanes: [{name: ecu, interfaces: [{name: can0, write: 100-1FF}]}]
            """);

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
        gateway = Gateway.start(CONFIG, caller);
    }

    @AfterEach
    void itEndsAndLeavesNothingBehind() {
        gateway.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsSentIsDumped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Dumping dump = dump("can0", List.of(), out)) {
            Sending.frames(caller, "can0", List.of("123#DEADBEEF", "12345678##1AABB", "7FF#R2"));
            dump.run(3);
            assertThat(dump.lost()).isZero();
        }
        assertThat(out.toString(UTF_8).lines().map(line -> line.substring(line.indexOf(')') + 2)))
                .containsExactly("can0 123#DEADBEEF", "can0 12345678##5AABB", "can0 7FF#R2");
    }

    @Test
    void aDumpHasALongerQueueThanAnotherSocket() {
        int queueOfCanRaw = 278;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Dumping dump = dump("can0", List.of(), out)) {
            Sending.stream(
                    caller,
                    "can0",
                    new ByteArrayInputStream(
                            "123#\n".repeat(queueOfCanRaw + 100).getBytes(UTF_8)));
            dump.run(queueOfCanRaw + 100);
            assertThat(dump.lost()).isZero();
        }
        assertThat(out.toString(UTF_8)).hasLineCount(queueOfCanRaw + 100);
    }

    @Test
    void filtersChooseWhatIsDumped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Dumping dump = dump("can0", List.of("200:700"), out)) {
            Sending.frames(caller, "can0", List.of("123#11", "2AB#22"));
            dump.run(1);
        }
        assertThat(out.toString(UTF_8)).endsWith(" can0 2AB#22\n").hasLineCount(1);
    }

    @Test
    void anyDumpsEveryBus() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Dumping dump = dump("any", List.of(), out)) {
            Sending.frames(caller, "slow0", List.of("123#11"));
            dump.run(1);
        }
        assertThat(out.toString(UTF_8)).endsWith(" slow0 123#11\n");
    }

    @Test
    void aRecordingArrivesFrameForFrame() throws Exception {
        StringBuilder recording = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            recording.append("(%d.%06d) vcan9 %03X#%04X\n".formatted(1_666_123_359 + i / 100, i % 100, i % 0x7ff, i));
        }
        Path file = Files.createTempFile("buslane", ".log");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> played;
        try (Dumping dump = dump("can0", List.of(), out)) {
            // The dump is read at the same time, as its queue has an end.
            Thread reader = Thread.ofPlatform().start(() -> dump.run(1000));
            Files.writeString(file, recording);
            assertThat(new Playing(BusNames.parse(List.of("can0")), 1, false).file(caller, file))
                    .isEqualTo(1000);
            reader.join();
            played = recording
                    .toString()
                    .lines()
                    .map(line -> line.substring(line.lastIndexOf(' ')))
                    .toList();
        } finally {
            Files.delete(file);
        }
        assertThat(out.toString(UTF_8).lines().map(line -> line.substring(line.lastIndexOf(' '))))
                .containsExactlyElementsOf(played);
    }

    @Test
    void theStatusAccountsForWhatWasSent() {
        Sending.stream(
                caller,
                "slow0",
                new ByteArrayInputStream("1#\n".replace("1", "001").getBytes(UTF_8)));

        NodeStatus status = status();
        assertThat(status.gateway().folder()).isEqualTo(folder.toString());
        assertThat(status.gateway().version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(status.buses()).extracting(NodeStatus.Bus::name).containsExactly("can0", "slow0");
        assertThat(status.buses().getLast().frames()).isEqualTo(1);
        assertThat(status.lanes()).extracting(NodeStatus.Lane::name).containsExactly("local", "ecu");
        assertThat(status.lanes().getFirst().written()).isEqualTo(new NodeStatus.Counts(1, 1, Map.of()));
        assertThat(status.lanes().getLast().interfaces())
                .containsExactly(new NodeStatus.Link("can0", 20001, "can0", "all", "100-1FF", false));
    }

    @Test
    void aBusIsSetDownAndUp() {
        ControlClient.ask(caller, new ControlRequest.SetBus("can0", false));
        assertThat(status().buses().getFirst().up()).isFalse();
        assertThatThrownBy(() -> Sending.frames(caller, "can0", List.of("123#")))
                .isInstanceOf(NodeException.class)
                .hasMessage("bus can0 is down; `buslane bus up can0` sets it up");

        ControlClient.ask(caller, new ControlRequest.SetBus("can0", true));
        Sending.frames(caller, "can0", List.of("123#"));
        assertThat(status().buses().getFirst().frames()).isEqualTo(1);
    }

    @Test
    void aDumpSaysThatItsBusWentDownAndGoesOn() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> notices = new ArrayList<>();
        try (Dumping dump =
                Dumping.open(caller, "can0", filters(List.of()), false, out, notices::add, System::nanoTime)) {
            ControlClient.ask(caller, new ControlRequest.SetBus("can0", false));
            ControlClient.ask(caller, new ControlRequest.SetBus("can0", true));
            Sending.frames(caller, "can0", List.of("123#"));
            dump.run(1);
        }
        assertThat(notices).hasSize(1).first().asString().startsWith("a bus went down");
        assertThat(out.toString(UTF_8)).endsWith(" can0 123#\n");
    }

    @Test
    void aBusThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> Sending.frames(caller, "can7", List.of("123#")))
                .isInstanceOf(NodeException.class)
                .hasMessage("there is no bus 'can7'; there is can0, slow0");
        assertThatThrownBy(() -> ControlClient.ask(caller, new ControlRequest.SetBus("can7", true)))
                .isInstanceOf(NodeException.class)
                .hasMessage("there is no bus 'can7'; there is can0, slow0");
        Path kernel = Files.createDirectories(folder.resolve("sys/class/net/can7"));
        assertThatThrownBy(() -> Sending.frames(caller, "can7", List.of("123#")))
                .isInstanceOf(NodeException.class)
                .hasMessage(
                        "can7 is an interface of the kernel, and this version reaches virtual buses only: can0, slow0");
        for (Path gone = kernel;
                !gone.equals(folder);
                gone = folder.resolve(gone).resolve("..").normalize()) {
            Files.delete(gone);
        }
    }

    @Test
    void aFrameThatTheBusDoesNotCarryIsRefusedBeforeAnyIsSent() {
        assertThatThrownBy(() -> Sending.frames(caller, "slow0", List.of("123#11", "123##1AABB")))
                .isInstanceOf(NodeException.class)
                .hasMessage("bus slow0 carries classic frames only, so not 123##5AABB");
        assertThatThrownBy(() -> Sending.frames(caller, "slow0", List.of("123#11", "123#1")))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("'123#1' is no frame: column ");
        assertThat(status().buses().getLast().frames()).isZero();
    }

    @Test
    void aSecondGatewayInTheSameFolderIsRefused() {
        assertThatThrownBy(() -> Gateway.start(CONFIG, caller))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("is running in " + folder + " already");
        assertThat(status().lanes()).hasSize(2);
    }

    private NodeStatus status() {
        return StatusJson.read(ControlClient.ask(caller, new ControlRequest.Status()));
    }

    private Dumping dump(String bus, List<String> filters, ByteArrayOutputStream out) {
        return Dumping.open(
                caller,
                bus,
                filters(filters),
                false,
                out,
                notice -> {
                    throw new AssertionError(notice);
                },
                System::nanoTime);
    }

    private static DumpFilters filters(List<String> texts) {
        return DumpFilters.parse(texts);
    }
}
