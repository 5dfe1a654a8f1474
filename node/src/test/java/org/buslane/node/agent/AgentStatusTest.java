package org.buslane.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.json.JsonObject;
import org.buslane.node.reconcile.Trouble;
import org.junit.jupiter.api.Test;

class AgentStatusTest {
    private static final AgentStatus STATUS = new AgentStatus(
            new AgentStatus.Self(42, "0.1", "/run/buslane", 7, 61_000, "/etc/buslane/node.yaml", ""),
            List.of(
                    new AgentStatus.Bus(
                            "can0", "can", "up", true, true, 500_000, 2_000_000, 840, OptionalInt.of(12), 9, 8, 1, 0),
                    new AgentStatus.Bus("can1", "", "missing", true, false, 0, 0, 0, OptionalInt.empty(), 0, 0, 0, 0)),
            List.of(new AgentStatus.Lane(
                    "bl00000001",
                    "docker:seat-service",
                    "can0",
                    "can0",
                    "up",
                    "label org.example.can=body",
                    "all",
                    "123@5/s",
                    new NodeStatus.Counts(10, 7, Map.of("denied", 2L, "over_rate", 1L)),
                    new NodeStatus.Counts(5, 5, Map.of()))),
            List.of(new Trouble("bus can1", "there is no interface can1", 3, 1200)),
            List.of("bus can0: ip link set can0 up (can0 appeared)"));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(AgentStatus.read(JsonObject.parse("it", STATUS.json()))).isEqualTo(STATUS);
    }

    @Test
    void aNodeThatHasOnlyAnAgentSaysWhatThatSays() {
        assertThat(new NodeState(Optional.empty(), "no gateway", Optional.of(STATUS)).json())
                .isEqualTo(STATUS.json());
    }

    @Test
    void aNodeWithBothSaysItInOneObject() {
        NodeStatus gateway = new NodeStatus(
                new NodeStatus.Gateway(1, "0.1", "/run/buslane/gateway", 5, 60_000, false, 0, 0, 0, 0, ""),
                List.of(),
                List.of());
        JsonObject both = JsonObject.parse("it", new NodeState(Optional.of(gateway), "", Optional.of(STATUS)).json());
        assertThat(both.object("gateway").number("pid")).isEqualTo(1);
        assertThat(AgentStatus.read(both)).isEqualTo(STATUS);
    }
}
