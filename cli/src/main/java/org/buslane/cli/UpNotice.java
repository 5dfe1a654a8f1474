package org.buslane.cli;

import java.util.Optional;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.NodeStatus;

/** What {@code up} says when it has started: what there is, where, and what to try next. */
final class UpNotice {
    private UpNotice() {}

    static String of(NodeStatus status) {
        StringBuilder text = new StringBuilder();
        text.append("The gateway is up in ").append(status.gateway().folder());
        text.append(status.gateway().resumed() ? ", going on where one that was killed left off.\n\n" : ".\n\n");
        for (NodeStatus.Bus bus : status.buses()) {
            text.append("  bus ")
                    .append(bus.name())
                    .append(": virtual, ")
                    .append(kind(bus.kind()))
                    .append('\n');
        }
        for (NodeStatus.Lane lane : status.lanes()) {
            text.append("  lane ")
                    .append(lane.name())
                    .append(": ")
                    .append(lane.socket())
                    .append('\n');
            for (NodeStatus.Link link : lane.interfaces()) {
                text.append("    ").append(link.name());
                text.append(link.name().equals(link.bus()) ? "" : " (bus " + link.bus() + ")")
                        .append(' ');
                text.append(access(link)).append('\n');
            }
        }
        if (status.buses().isEmpty()) {
            text.append("  no virtual bus is declared\n");
        }
        if (!status.gateway().metrics().isEmpty()) {
            text.append(status.gateway().metrics().startsWith("http") ? "  metrics: " : "  ")
                    .append(status.gateway().metrics())
                    .append('\n');
        }
        text.append("\nTry next, in another terminal:\n\n");
        example(status).ifPresent(bus -> {
            text.append("  ./buslane run -- candump -L ").append(bus).append('\n');
            text.append("  ./buslane send ").append(bus).append(" 123#DEADBEEF\n");
        });
        text.append("  ./buslane status\n\n");
        return text.append("Ctrl-C ends it.\n").toString();
    }

    private static String access(NodeStatus.Link link) {
        String read = StatusTable.rules(link.read());
        String write = StatusTable.rules(link.write());
        String rules = read.equals(write) ? "reads and writes " + read : "reads " + read + ", writes " + write;
        return rules + (link.errorFrames() || !link.read().equals("allr") ? "" : ", but no error frames");
    }

    /** An interface that programs of {@code run} see; there is none without a virtual bus. */
    private static Optional<String> example(NodeStatus status) {
        return status.lanes().stream()
                .filter(lane -> lane.name().equals(GatewayConfig.LOCAL))
                .map(lane -> lane.interfaces().getFirst().name())
                .findFirst();
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "fd" -> "CAN FD";
            case "xl" -> "CAN XL";
            default -> "classic CAN";
        };
    }
}
