package org.buslane.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.buslane.node.control.NodeStatus;

/** Tunnels for people, and the kernel's buses that they carry. */
final class TunnelTable {
    /** How the names of times end. */
    private static final String NANOS = "_ns";

    private static final double NANOS_PER_MILLI = 1e6;

    private TunnelTable() {}

    static void append(StringBuilder text, NodeStatus status) {
        if (!status.carried().isEmpty()) {
            text.append('\n');
            Table buses = new Table("CARRIED BUS", "STATE", "", "IN", "DELIVERED", "DROPPED", "WAITING");
            for (NodeStatus.Carried bus : status.carried()) {
                row(buses, bus.bus(), bus.state(), "heard", bus.heard(), "");
                row(buses, "", "", "said", bus.said(), Integer.toString(bus.waiting()));
            }
            buses.appendTo(text);
        }
        for (NodeStatus.Tunnel tunnel : status.tunnels()) {
            text.append('\n');
            append(text, tunnel);
        }
    }

    /** One tunnel, with its peers. */
    private static void append(StringBuilder text, NodeStatus.Tunnel tunnel) {
        text.append("tunnel ")
                .append(tunnel.name())
                .append(" on bus ")
                .append(tunnel.bus())
                .append(": ")
                .append(tunnel.kind())
                .append('\n');
        if (!tunnel.listening().isEmpty()) {
            text.append("  listens at ").append(tunnel.listening()).append('\n');
        }
        if (!tunnel.note().isEmpty()) {
            text.append("  ").append(tunnel.note()).append('\n');
        }
        Table frames = new Table("  PEER", "STATE", "", "IN", "DELIVERED", "DROPPED");
        row(frames, "  the bus", "", "heard", tunnel.heard());
        row(frames, "", "", "said", tunnel.said());
        for (NodeStatus.Peer peer : tunnel.peers()) {
            row(frames, "  " + peer.name(), peer.well() ? "there" : "not there", "sent", peer.sent());
            row(frames, "", "", "received", peer.received());
        }
        frames.appendTo(text);
        for (NodeStatus.Peer peer : tunnel.peers()) {
            String more = more(peer);
            if (!more.isEmpty()) {
                text.append("  ").append(peer.name()).append(": ").append(more).append('\n');
            }
        }
    }

    /** What else there is to be said of a peer: what has not come up is left out. */
    private static String more(NodeStatus.Peer peer) {
        String counts = peer.counts().entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(TunnelTable::words)
                .collect(Collectors.joining(", "));
        return counts.isEmpty() || peer.note().isEmpty() ? peer.note() + counts : peer.note() + "; " + counts;
    }

    private static String words(Map.Entry<String, Long> count) {
        String name = count.getKey();
        if (name.endsWith(NANOS)) {
            String what = name.substring(0, name.length() - NANOS.length()).replace('_', ' ');
            return String.format(Locale.ROOT, "%s %.3f ms", what, count.getValue() / NANOS_PER_MILLI);
        }
        return name.replace('_', ' ') + " " + count.getValue();
    }

    private static void row(
            Table table, String name, String state, String direction, NodeStatus.Counts counts, String... more) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                state,
                direction,
                Long.toString(counts.in()),
                Long.toString(counts.delivered()),
                StatusTable.dropped(counts)));
        cells.addAll(List.of(more));
        table.row(cells.toArray(String[]::new));
    }
}
