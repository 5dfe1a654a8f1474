package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.can.SendEnd;
import org.buslane.node.NodeException;
import org.buslane.node.client.OpenBus;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.folder.Caller;
import org.buslane.node.gateway.Gateway;
import org.buslane.tunnel.bus.BusPort;
import org.buslane.tunnel.bus.PortState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LanePortTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(2112L * FrameBatch.CAPACITY, 64), 2112);
    private Caller caller;
    private Gateway gateway;
    private LanePort port;

    @BeforeEach
    void aGatewayRuns() {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.keySet().removeAll(List.of("XDG_RUNTIME_DIR", "NOTIFY_SOCKET", "BUSLANE_SOCKET"));
        environment.put("BUSLANE_RUNDIR", folder.toString());
        caller = new Caller(self.uid(), self.uidMap(), environment, folder);
        gateway = start();
        port = port("v0");
    }

    private Gateway start() {
        return Gateway.start(GatewayConfig.parse("t.yaml", "buses: [v0, {name: v1, kind: classic}]"), caller);
    }

    @AfterEach
    void itEnds() {
        port.close();
        gateway.close();
    }

    @Test
    void itHearsTheBusAndSpeaksOnItButDoesNotHearItself() {
        assertThat(port.state()).isEqualTo(PortState.AWAY);
        port.run(0);
        assertThat(port.state()).isEqualTo(PortState.UP);
        assertThat(port.mtu()).isEqualTo(72);
        assertThat(port.receive(batch)).isZero();

        try (LanePort other = port("v0")) {
            other.run(0);
            put("200#01", "201##1AABB");
            assertThat(port.send(batch, 0, 2)).isEqualTo(2);
            assertThat(port.sendEnd()).isEqualTo(SendEnd.ALL_SENT);
            assertThat(heard(other, 2)).containsExactly("200#01", "201##5AABB");
            put("123#R2");
            assertThat(other.send(batch, 0, 1)).isEqualTo(1);
            assertThat(heard(port, 1)).containsExactly("123#R2");
        }
    }

    @Test
    void itGoesDownAndUpWithTheBus() {
        port.run(0);
        set(false);
        await(() -> {
            port.receive(batch);
            return port.state() == PortState.DOWN;
        });
        assertThat(port.note()).isEqualTo("bus v0 is down");
        assertThat(port.mtu()).isZero();
        put("200#01");
        assertThat(port.send(batch, 0, 1)).isZero();
        assertThat(port.sendEnd()).isEqualTo(SendEnd.DOWN);

        set(true);
        assertThat(port.due()).isEqualTo(Long.MIN_VALUE);
        port.run(0);
        assertThat(port.state()).isEqualTo(PortState.UP);
    }

    @Test
    void itComesBackWithTheGateway() {
        port.run(0);
        gateway.close();
        await(() -> {
            port.receive(batch);
            return port.state() == PortState.AWAY;
        });
        assertThat(port.note()).isEqualTo("the gateway of bus v0 is gone");
        assertThat(port.descriptor()).isEmpty();
        port.run(0);
        assertThat(port.note()).startsWith("no gateway is running");
        assertThat(port.due()).isPositive();

        gateway = start();
        port.run(port.due());
        assertThat(port.state()).isEqualTo(PortState.UP);
    }

    @Test
    void aLaneOfAContainerIsToldByItsSocket() {
        Map<String, String> environment = new HashMap<>(caller.environment());
        environment.remove("BUSLANE_RUNDIR");
        environment.put("BUSLANE_SOCKET", folder.resolve("lanes/local/bus.sock").toString());
        Caller contained = new Caller(caller.uid(), caller.uidMap(), environment, folder);

        TypedBus typed = TypedBus.named("v1", contained);
        try (BusPort inside = typed.port()) {
            inside.run(0);
            assertThat(inside.mtu()).isEqualTo(16);
            assertThat(typed.words())
                    .isEqualTo("v1, a virtual bus of the gateway at %s/lanes/local/bus.sock".formatted(folder));
        }
    }

    @Test
    void aNameThatIsNoBusIsRefused() {
        assertThatThrownBy(() -> TypedBus.named("v9", caller))
                .isInstanceOf(NodeException.class)
                .hasMessage("there is no interface v9, and there is no bus 'v9'; there is v0, v1");
    }

    private LanePort port(String bus) {
        return new LanePort(bus, () -> OpenBus.open(caller, bus).socket());
    }

    private void set(boolean up) {
        ControlClient.ask(caller, new ControlRequest.SetBus("v0", up));
    }

    private void put(String... frames) {
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        batch.count(frames.length);
    }

    private List<String> heard(LanePort at, int count) {
        List<String> texts = new ArrayList<>();
        await(() -> {
            for (int i = at.receive(batch) - 1, first = 0; first <= i; first++) {
                texts.add(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(first), batch.size(first))));
            }
            return texts.size() >= count;
        });
        return texts;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
