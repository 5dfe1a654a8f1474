package org.buslane.node.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.metrics.Metric.Sample;

/** Tunnels, their peers and the kernel's buses that they carry, as metrics. */
final class TunnelMetrics {
    /** How the names of times end, which Prometheus has in seconds. */
    private static final String NANOS = "_ns";

    /** What can become less, too; all else is a counter. */
    private static final String WAITING = "waiting";

    private static final double NANOS_PER_SECOND = 1e9;

    private TunnelMetrics() {}

    static void add(NodeStatus status, List<Metric> metrics) {
        carried(status.carried(), metrics);
        tunnels(status.tunnels(), metrics);
        peers(status.tunnels(), metrics);
    }

    private static void carried(List<NodeStatus.Carried> buses, List<Metric> metrics) {
        List<Sample> up = new ArrayList<>();
        List<Sample> waiting = new ArrayList<>();
        List<Sample> in = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        for (NodeStatus.Carried bus : buses) {
            Map<String, String> labels = Map.of("bus", bus.bus());
            up.add(new Sample(labels, bus.state().equals("up") ? 1 : 0));
            waiting.add(new Sample(labels, bus.waiting()));
            GatewayMetrics.account(labels, "heard", bus.heard(), in, frames);
            GatewayMetrics.account(labels, "said", bus.said(), in, frames);
        }
        metrics.add(new Metric(
                "buslane_carried_bus_up", "Whether the kernel's bus with tunnels is up.", Metric.Type.GAUGE, up));
        metrics.add(new Metric(
                "buslane_carried_bus_waiting",
                "Frames of tunnels that the kernel's bus has not taken yet.",
                Metric.Type.GAUGE,
                waiting));
        metrics.add(new Metric(
                "buslane_carried_bus_frames_in_total",
                "Frames of the kernel's bus for its tunnels (heard), and of these for it (said).",
                Metric.Type.COUNTER,
                in));
        metrics.add(new Metric(
                "buslane_carried_bus_frames_total",
                "What became of these frames: delivered, or dropped for a reason.",
                Metric.Type.COUNTER,
                frames));
    }

    private static void tunnels(List<NodeStatus.Tunnel> tunnels, List<Metric> metrics) {
        List<Sample> well = new ArrayList<>();
        List<Sample> in = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        for (NodeStatus.Tunnel tunnel : tunnels) {
            Map<String, String> labels = labels(tunnel);
            well.add(new Sample(labels, tunnel.well() ? 1 : 0));
            GatewayMetrics.account(labels, "heard", tunnel.heard(), in, frames);
            GatewayMetrics.account(labels, "said", tunnel.said(), in, frames);
        }
        metrics.add(new Metric("buslane_tunnel_well", "Whether the tunnel does its work.", Metric.Type.GAUGE, well));
        metrics.add(new Metric(
                "buslane_tunnel_frames_in_total",
                "Frames of the bus for the tunnel (heard), and of the tunnel for the bus (said).",
                Metric.Type.COUNTER,
                in));
        metrics.add(new Metric(
                "buslane_tunnel_frames_total",
                "What became of these frames: delivered, or dropped for a reason.",
                Metric.Type.COUNTER,
                frames));
    }

    private static void peers(List<NodeStatus.Tunnel> tunnels, List<Metric> metrics) {
        List<Sample> well = new ArrayList<>();
        List<Sample> in = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        SortedMap<String, List<Sample>> counts = new TreeMap<>();
        for (NodeStatus.Tunnel tunnel : tunnels) {
            for (NodeStatus.Peer peer : tunnel.peers()) {
                Map<String, String> labels = GatewayMetrics.with(labels(tunnel), "peer", peer.name());
                well.add(new Sample(labels, peer.well() ? 1 : 0));
                GatewayMetrics.account(labels, "sent", peer.sent(), in, frames);
                GatewayMetrics.account(labels, "received", peer.received(), in, frames);
                peer.counts()
                        .forEach((name, count) -> counts.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(new Sample(labels, count)));
            }
        }
        metrics.add(new Metric(
                "buslane_tunnel_peer_well",
                "Whether the peer is there, as far as can be told.",
                Metric.Type.GAUGE,
                well));
        metrics.add(new Metric(
                "buslane_tunnel_peer_frames_in_total",
                "Frames for the peer (sent), and of the peer (received).",
                Metric.Type.COUNTER,
                in));
        metrics.add(new Metric(
                "buslane_tunnel_peer_frames_total",
                "What became of these frames: delivered, or dropped for a reason.",
                Metric.Type.COUNTER,
                frames));
        counts.forEach((name, samples) -> metrics.add(count(name, samples)));
    }

    private static Metric count(String name, List<Sample> samples) {
        String help = "Of the peer: " + name.replace('_', ' ');
        String prefix = "buslane_tunnel_peer_";
        if (name.endsWith(NANOS)) {
            String time = name.substring(0, name.length() - NANOS.length());
            return new Metric(
                    prefix + time + "_seconds",
                    "Of the peer: " + time.replace('_', ' ') + ".",
                    Metric.Type.GAUGE,
                    samples.stream()
                            .map(sample -> new Sample(sample.labels(), sample.value() / NANOS_PER_SECOND))
                            .toList());
        }
        return name.endsWith(WAITING)
                ? new Metric(prefix + name, help + ".", Metric.Type.GAUGE, samples)
                : new Metric(prefix + name + "_total", help + ".", Metric.Type.COUNTER, samples);
    }

    private static Map<String, String> labels(NodeStatus.Tunnel tunnel) {
        return Map.of("tunnel", tunnel.name(), "bus", tunnel.bus());
    }
}
