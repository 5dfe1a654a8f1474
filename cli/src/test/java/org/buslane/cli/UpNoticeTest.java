package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;

class UpNoticeTest {
    private static final NodeStatus.Counts NONE = new NodeStatus.Counts(0, 0, Map.of());

    @Test
    void saysWhatThereIsWhereAndWhatToTryNext() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/run/buslane", 0, 60_000, false, 0, 0, 0, 0, ""),
                List.of(new NodeStatus.Bus("can0", "fd", true, 0, 0)),
                List.of(
                        lane("local", new NodeStatus.Link("can0", 20001, "can0", "allr", "allr", true)),
                        lane("ecu", new NodeStatus.Link("vcan1", 20001, "can0", "all", "none", false))));

        assertThat(UpNotice.of(status)).isEqualTo("""
                        The gateway is up in /run/buslane.

                          bus can0: virtual, CAN FD
                          lane local: /run/buslane/lanes/local/bus.sock
                            can0 reads and writes everything
                          lane ecu: /run/buslane/lanes/ecu/bus.sock
                            vcan1 (bus can0) reads all data frames, writes nothing

                        Try next, in another terminal:

                          ./buslane run -- candump -L can0
                          ./buslane send can0 123#DEADBEEF
                          ./buslane status

                        Ctrl-C ends it.
                        """);
    }

    private static NodeStatus.Lane lane(String name, NodeStatus.Link link) {
        return new NodeStatus.Lane(
                name, "/run/buslane/lanes/" + name + "/bus.sock", List.of(link), NONE, NONE, List.of());
    }
}
