package org.buslane.cli;

import java.util.Map;
import java.util.TreeMap;
import org.buslane.node.control.NodeStatus;

/** The gateway's status for people. */
final class StatusTable {
    private StatusTable() {}

    static String of(NodeStatus status) {
        StringBuilder text = new StringBuilder();
        gateway(text, status.gateway());
        text.append('\n');
        Table buses = new Table("BUS", "KIND", "STATE", "FRAMES", "SOCKETS");
        for (NodeStatus.Bus bus : status.buses()) {
            buses.row(
                    bus.name(),
                    bus.kind(),
                    bus.up() ? "up" : "down",
                    Long.toString(bus.frames()),
                    Integer.toString(bus.sockets()));
        }
        buses.appendTo(text);
        for (NodeStatus.Resident resident : status.residents()) {
            text.append('\n');
            resident(text, resident);
        }
        TunnelTable.append(text, status);
        for (NodeStatus.Lane lane : status.lanes()) {
            text.append('\n');
            lane(text, lane);
        }
        return text.toString();
    }

    private static void gateway(StringBuilder text, NodeStatus.Gateway gateway) {
        text.append("gateway ").append(gateway.version());
        text.append(", process ").append(gateway.pid());
        text.append(", up ").append(duration(gateway.seconds()));
        text.append(gateway.resumed() ? " (took over from one that was killed)" : "");
        text.append(", ").append(gateway.residentKib() / 1024).append(" MiB");
        text.append(", in ").append(gateway.folder()).append('\n');
        if (!gateway.metrics().isEmpty()) {
            text.append(gateway.metrics().startsWith("http") ? "metrics at " : "")
                    .append(gateway.metrics())
                    .append('\n');
        }
        count(text, gateway.refusedSockets(), "programs turned away for lack of room");
        count(text, gateway.refusedRequests(), "strangers turned away on the control socket");
        count(text, gateway.malformedRequests(), "malformed requests on the control socket");
    }

    private static void count(StringBuilder text, long number, String what) {
        if (number > 0) {
            text.append(number).append(' ').append(what).append('\n');
        }
    }

    private static void resident(StringBuilder text, NodeStatus.Resident resident) {
        text.append(resident.name()).append(": ").append(resident.kind()).append('\n');
        if (!resident.state().isEmpty()) {
            text.append("  ").append(resident.state()).append('\n');
        }
        Table counts = new Table("  FRAMES", "IN", "DELIVERED", "DROPPED");
        row(counts, "  from it", resident.written());
        row(counts, "  to it", resident.read());
        counts.appendTo(text);
    }

    private static void row(Table table, String direction, NodeStatus.Counts counts) {
        table.row(direction, number(counts.in()), number(counts.delivered()), dropped(counts));
    }

    private static void lane(StringBuilder text, NodeStatus.Lane lane) {
        text.append("lane ")
                .append(lane.name())
                .append(", ")
                .append(lane.socket())
                .append('\n');
        for (NodeStatus.Link link : lane.interfaces()) {
            text.append("  ").append(link.name());
            if (!link.name().equals(link.bus())) {
                text.append(" (bus ").append(link.bus()).append(')');
            }
            text.append(": reads ")
                    .append(rules(link.read()))
                    .append(", writes ")
                    .append(rules(link.write()));
            text.append(link.errorFrames() ? ", error frames\n" : "\n");
        }
        Table sockets = new Table("  SOCKET", "UID", "BOUND", "", "IN", "DELIVERED", "DROPPED");
        rows(sockets, "  all so far", "", "", lane.written(), lane.read());
        for (NodeStatus.Socket socket : lane.sockets()) {
            rows(
                    sockets,
                    "  process " + socket.pid(),
                    Long.toString(socket.uid()),
                    socket.bound(),
                    socket.written(),
                    socket.read());
        }
        sockets.appendTo(text);
    }

    /** Rules as {@code up} says them too: {@code allr} is rather an abbreviation than a word. */
    static String rules(String rules) {
        return switch (rules) {
            case "allr" -> "everything";
            case "all" -> "all data frames";
            case "none" -> "nothing";
            default -> rules;
        };
    }

    private static void rows(
            Table table, String socket, String uid, String bound, NodeStatus.Counts written, NodeStatus.Counts read) {
        table.row(socket, uid, bound, "wrote", number(written.in()), number(written.delivered()), dropped(written));
        table.row("", "", "", "reads", number(read.in()), number(read.delivered()), dropped(read));
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    static String dropped(NodeStatus.Counts counts) {
        if (counts.dropped().isEmpty()) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> reason : new TreeMap<>(counts.dropped()).entrySet()) {
            text.append(text.isEmpty() ? "" : ", ").append(reason.getKey().replace('_', ' '));
            text.append(' ').append(reason.getValue().longValue());
        }
        return text.toString();
    }

    static String duration(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours > 0) {
            return hours + " h " + minutes % 60 + " min";
        }
        return minutes > 0 ? minutes + " min " + seconds % 60 + " s" : seconds + " s";
    }
}
