package org.buslane.node.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.buslane.node.NodeException;
import org.buslane.node.client.BusNames;
import org.buslane.node.client.DumpFilters;
import org.buslane.node.client.Dumping;
import org.buslane.node.client.PlayWindow;
import org.buslane.node.client.Playing;
import org.buslane.node.client.Sending;
import org.buslane.node.client.Steps;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.folder.Caller;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.metrics.Metric;
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
            assertThat(new Playing(
                                    BusNames.parse(List.of("can0")),
                                    OptionalDouble.empty(),
                                    PlayWindow.ALL,
                                    1,
                                    Steps.NONE)
                            .file(caller, file))
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

    @Test
    void aReloadChangesTheDifferenceAndADryRunNothing() {
        ControlRequest.Reload dry = new ControlRequest.Reload("node.yaml", "buses: [can0, new0]", true);
        List<String> changes = List.of(
                "add bus new0 (fd)",
                "add to lane local new0: read allr, write allr, error frames",
                "remove from lane local slow0",
                "remove lane ecu",
                "remove bus slow0");

        assertThat(StatusJson.readChanges(ControlClient.ask(caller, dry))).isEqualTo(changes);
        assertThat(status().buses()).extracting(NodeStatus.Bus::name).containsExactly("can0", "slow0");

        ControlRequest.Reload real = new ControlRequest.Reload(dry.file(), dry.yaml(), false);
        assertThat(StatusJson.readChanges(ControlClient.ask(caller, real))).isEqualTo(changes);
        assertThat(status().buses()).extracting(NodeStatus.Bus::name).containsExactly("can0", "new0");
        assertThat(StatusJson.readChanges(ControlClient.ask(caller, real))).isEmpty();
        Sending.frames(caller, "new0", List.of("123#"));
    }

    @Test
    void aReloadWithAMistakeSaysWhereAndChangesNothing() {
        assertThatThrownBy(() -> ControlClient.ask(
                        caller, new ControlRequest.Reload("/etc/node.yaml", "buses:\n  - can0\n  - {nam: x}\n", false)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("/etc/node.yaml")
                .hasMessageContaining(":3:")
                .hasMessageContaining("nam");
        assertThat(status().lanes()).hasSize(2);
    }

    @Test
    void whatEverythingCountsIsToldToPrometheusAtTheSocketAndOverHttp() throws Exception {
        Sending.frames(caller, "slow0", List.of("123#"));
        assertThat(status().gateway().metrics()).isEmpty();
        List<String> changes = gateway.reload(CONFIG, false);
        assertThat(changes).isEmpty();
        String yaml = "buses: [can0, {name: slow0, kind: classic}]\n"
                + "lanes: [{name: ecu, interfaces: [{name: can0, write: 100-1FF}]}]\n"
                + "metrics: 127.0.0.1:%d\n".formatted(freePort());
        assertThat(StatusJson.readChanges(
                        ControlClient.ask(caller, new ControlRequest.Reload("node.yaml", yaml, false))))
                .singleElement()
                .asString()
                .startsWith("serve metrics at 127.0.0.1:");

        String url = status().gateway().metrics();
        String overHttp;
        try (InputStream answer = URI.create(url).toURL().openStream()) {
            overHttp = new String(answer.readAllBytes(), UTF_8);
        }
        String atTheSocket = StatusJson.readMetrics(ControlClient.ask(caller, new ControlRequest.Metrics()));

        for (String text : List.of(overHttp, atTheSocket)) {
            assertThat(text)
                    .contains(
                            "buslane_bus_frames_total{bus=\"slow0\"} 1.0\n",
                            "buslane_lane_frames_total{direction=\"write\",lane=\"local\",outcome=\"delivered\"} 1.0\n",
                            "buslane_process_resident_bytes{process=\"gateway\"} ");
        }
    }

    @Test
    void anAddressForMetricsThatIsTakenIsNoReasonNotToRun() throws Exception {
        gateway.close();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            gateway = Gateway.start(metricsAt(address), List.of(), caller);
            assertThat(status().gateway().metrics())
                    .matches("cannot serve metrics at .*:%d: Address already in use".formatted(taken.getLocalPort()));
            assertThat(status().buses()).isEmpty();
        }
    }

    @Test
    void whatAnotherSourceCountsIsToldToo() {
        gateway.close();
        Metric metric = new Metric(
                "buslane_doors", "Doors.", Metric.Type.GAUGE, List.of(new Metric.Sample(Map.of("side", "left"), 2)));
        gateway = Gateway.start(NodeDeclaration.of(CONFIG), List.of(() -> List.of(metric)), caller);

        assertThat(StatusJson.readMetrics(ControlClient.ask(caller, new ControlRequest.Metrics())))
                .contains("# HELP buslane_doors Doors.\n", "buslane_doors{side=\"left\"} 2.0\n");
    }

    private static NodeDeclaration metricsAt(InetSocketAddress address) {
        return new NodeDeclaration(
                VirtualConfig.EMPTY, List.of(), List.of(), GatewayDeclarations.NONE, AtEnd.KEEP, Optional.of(address));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
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
