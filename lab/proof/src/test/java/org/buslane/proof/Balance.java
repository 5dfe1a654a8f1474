package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.node.control.NodeStatus;

/** The accounting rule: every frame was delivered or dropped for a reason. */
final class Balance {
    private Balance() {}

    /** Holds each lane and each socket to it, for what it wrote and for what it was to read. */
    static void check(NodeStatus status) {
        assertThat(status.lanes()).isNotEmpty();
        for (NodeStatus.Lane lane : status.lanes()) {
            check("lane " + lane.name() + " wrote", lane.written());
            check("lane " + lane.name() + " reads", lane.read());
            for (NodeStatus.Socket socket : lane.sockets()) {
                check("process " + socket.pid() + " wrote", socket.written());
                check("process " + socket.pid() + " reads", socket.read());
            }
        }
    }

    private static void check(String what, NodeStatus.Counts counts) {
        assertThat(counts.delivered() + dropped(counts))
                .as("%s: %s", what, counts)
                .isEqualTo(counts.in());
    }

    static long dropped(NodeStatus.Counts counts) {
        return counts.dropped().values().stream().mapToLong(Long::longValue).sum();
    }
}
