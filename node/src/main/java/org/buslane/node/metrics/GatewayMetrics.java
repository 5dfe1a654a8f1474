package org.buslane.node.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.core.bus.DropReason;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.metrics.Metric.Sample;

/** The gateway's status as metrics: the same numbers under names that stay. */
public final class GatewayMetrics {
    private GatewayMetrics() {}

    /** @param residentBytes of the gateway's process */
    public static List<Metric> of(NodeStatus status, long residentBytes) {
        List<Metric> metrics = new ArrayList<>();
        gateway(status.gateway(), residentBytes, metrics);
        buses(status.buses(), metrics);
        lanes(status.lanes(), metrics);
        residents(status.residents(), metrics);
        TunnelMetrics.add(status, metrics);
        return metrics;
    }

    private static void gateway(NodeStatus.Gateway gateway, long residentBytes, List<Metric> metrics) {
        Map<String, String> process = Map.of("process", "gateway");
        metrics.add(new Metric(
                "buslane_build",
                "The version that runs; always 1.",
                Metric.Type.GAUGE,
                List.of(new Sample(Map.of("version", gateway.version(), "process", "gateway"), 1))));
        metrics.add(new Metric(
                "buslane_process_uptime_seconds",
                "Since the process started.",
                Metric.Type.GAUGE,
                List.of(new Sample(process, gateway.seconds()))));
        metrics.add(new Metric(
                "buslane_process_resident_bytes",
                "Memory of the process that is in RAM.",
                Metric.Type.GAUGE,
                List.of(new Sample(process, residentBytes))));
        metrics.add(Metric.of(
                "buslane_gateway_takeovers_total",
                "Times that a gateway went on where one that was killed left off.",
                Metric.Type.COUNTER,
                gateway.takeovers()));
        metrics.add(Metric.of(
                "buslane_gateway_sockets_refused_total",
                "Programs turned away for lack of room.",
                Metric.Type.COUNTER,
                gateway.refusedSockets()));
        metrics.add(Metric.of(
                "buslane_gateway_requests_refused_total",
                "Strangers turned away on the control socket.",
                Metric.Type.COUNTER,
                gateway.refusedRequests()));
        metrics.add(Metric.of(
                "buslane_gateway_requests_malformed_total",
                "Lines on the control socket that were no request.",
                Metric.Type.COUNTER,
                gateway.malformedRequests()));
    }

    private static void buses(List<NodeStatus.Bus> buses, List<Metric> metrics) {
        List<Sample> up = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        List<Sample> sockets = new ArrayList<>();
        for (NodeStatus.Bus bus : buses) {
            Map<String, String> labels = Map.of("bus", bus.name());
            up.add(new Sample(Map.of("bus", bus.name(), "kind", bus.kind()), bus.up() ? 1 : 0));
            frames.add(new Sample(labels, bus.frames()));
            sockets.add(new Sample(labels, bus.sockets()));
        }
        metrics.add(new Metric("buslane_bus_up", "Whether the virtual bus is up.", Metric.Type.GAUGE, up));
        metrics.add(new Metric("buslane_bus_frames_total", "Frames on the virtual bus.", Metric.Type.COUNTER, frames));
        metrics.add(new Metric("buslane_bus_sockets", "Sockets bound to the virtual bus.", Metric.Type.GAUGE, sockets));
    }

    private static void lanes(List<NodeStatus.Lane> lanes, List<Metric> metrics) {
        List<Sample> sockets = new ArrayList<>();
        List<Sample> in = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        for (NodeStatus.Lane lane : lanes) {
            sockets.add(new Sample(Map.of("lane", lane.name()), lane.sockets().size()));
            account(Map.of("lane", lane.name()), "write", lane.written(), in, frames);
            account(Map.of("lane", lane.name()), "read", lane.read(), in, frames);
        }
        metrics.add(new Metric("buslane_lane_sockets", "Sockets of programs on the lane.", Metric.Type.GAUGE, sockets));
        metrics.add(new Metric(
                "buslane_lane_frames_in_total",
                "Frames that programs of the lane wrote, or that were there for them to read.",
                Metric.Type.COUNTER,
                in));
        metrics.add(new Metric(
                "buslane_lane_frames_total",
                "What became of the frames that came in: delivered, or dropped for a reason.",
                Metric.Type.COUNTER,
                frames));
    }

    private static void residents(List<NodeStatus.Resident> residents, List<Metric> metrics) {
        List<Sample> well = new ArrayList<>();
        List<Sample> in = new ArrayList<>();
        List<Sample> frames = new ArrayList<>();
        for (NodeStatus.Resident resident : residents) {
            Map<String, String> labels = Map.of("resident", resident.name(), "bus", resident.bus());
            well.add(new Sample(labels, resident.well() ? 1 : 0));
            account(labels, "write", resident.written(), in, frames);
            account(labels, "read", resident.read(), in, frames);
        }
        metrics.add(new Metric(
                "buslane_resident_well", "Whether an adapter and its like do their work.", Metric.Type.GAUGE, well));
        metrics.add(new Metric(
                "buslane_resident_frames_in_total",
                "Frames that an adapter and its like brought to the bus, or that were there for it.",
                Metric.Type.COUNTER,
                in));
        metrics.add(new Metric(
                "buslane_resident_frames_total",
                "What became of these frames: delivered, or dropped for a reason.",
                Metric.Type.COUNTER,
                frames));
    }

    /** Reasons that have not come up count 0: a rate needs a beginning. */
    static void account(
            Map<String, String> whose,
            String direction,
            NodeStatus.Counts counts,
            List<Sample> in,
            List<Sample> frames) {
        in.add(new Sample(with(whose, "direction", direction), counts.in()));
        Map<String, String> outcome = with(whose, "direction", direction);
        frames.add(new Sample(with(outcome, "outcome", "delivered"), counts.delivered()));
        for (DropReason reason : DropReason.values()) {
            frames.add(new Sample(
                    with(with(outcome, "outcome", "dropped"), "reason", reason.label()),
                    counts.dropped().getOrDefault(reason.label(), 0L)));
        }
    }

    static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
