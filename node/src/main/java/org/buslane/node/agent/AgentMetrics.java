package org.buslane.node.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.buslane.node.NodeException;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.metrics.Metric;
import org.buslane.node.metrics.MetricSource;

/**
 * What the agent counts and measures, as the gateway tells it with its own.
 *
 * @param agent asked each time; of one that is not there nothing is told but that
 */
public record AgentMetrics(AgentClient agent) implements MetricSource {
    private static final int KIB = 1024;

    @Override
    public List<Metric> metrics() {
        try {
            return of(agent.status().map(List::of).orElse(List.of()));
        } catch (NodeException e) {
            return of(List.of());
        }
    }

    /** @param status one or none */
    static List<Metric> of(List<AgentStatus> status) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(gauge("buslane_agent_up", "Whether the agent answers.", List.of(one(Map.of(), status.size()))));
        for (AgentStatus each : status) {
            metrics.add(gauge(
                    "buslane_agent_resident_bytes",
                    "Memory that the agent has.",
                    List.of(one(Map.of(), (double) each.self().residentKib() * KIB))));
            metrics.add(gauge(
                    "buslane_agent_repairs",
                    "Things that are not as they should be now.",
                    List.of(one(Map.of(), each.troubles().size()))));
            metrics.addAll(buses(each.buses()));
            metrics.add(lanes(each.lanes()));
        }
        return metrics;
    }

    private static List<Metric> buses(List<AgentStatus.Bus> buses) {
        return List.of(
                gauge(
                        "buslane_kernel_bus_up",
                        "Whether the bus is up and well.",
                        samples(buses, bus -> bus.state().equals("up") ? 1 : 0)),
                gauge(
                        "buslane_kernel_bus_load_ratio",
                        "Part of the bit rate in use; 0 without one.",
                        samples(buses, bus -> bus.loadPercent().orElse(0) / 100.0)),
                counter(
                        "buslane_kernel_bus_received_frames_total",
                        "Frames the interface received.",
                        samples(buses, AgentStatus.Bus::received)),
                counter(
                        "buslane_kernel_bus_sent_frames_total",
                        "Frames the interface sent.",
                        samples(buses, AgentStatus.Bus::sent)),
                counter(
                        "buslane_kernel_bus_errors_total",
                        "Errors the interface counted.",
                        samples(buses, AgentStatus.Bus::errors)),
                counter(
                        "buslane_kernel_bus_dropped_frames_total",
                        "Frames the interface dropped.",
                        samples(buses, AgentStatus.Bus::dropped)));
    }

    private static List<Metric.Sample> samples(List<AgentStatus.Bus> buses, ToDoubleFunction<AgentStatus.Bus> value) {
        return buses.stream()
                .map(bus -> one(Map.of("bus", bus.name()), value.applyAsDouble(bus)))
                .toList();
    }

    private static Metric lanes(List<AgentStatus.Lane> lanes) {
        List<Metric.Sample> samples = new ArrayList<>();
        for (AgentStatus.Lane lane : lanes) {
            samples.addAll(samples(lane, "write", lane.written()));
            samples.addAll(samples(lane, "read", lane.read()));
        }
        return counter(
                "buslane_kernel_lane_frames_total", "Frames of a lane on a bus of the kernel's, by outcome.", samples);
    }

    private static List<Metric.Sample> samples(AgentStatus.Lane lane, String direction, NodeStatus.Counts counts) {
        List<Metric.Sample> samples = new ArrayList<>();
        Map<String, String> whose = Map.of("owner", lane.owner(), "interface", lane.name(), "bus", lane.bus());
        samples.add(one(more(whose, direction, "delivered", ""), (double) counts.delivered()));
        counts.dropped()
                .forEach((reason, frames) ->
                        samples.add(one(more(whose, direction, "dropped", reason), (double) frames)));
        return samples;
    }

    private static Map<String, String> more(
            Map<String, String> whose, String direction, String outcome, String reason) {
        Map<String, String> labels = new TreeMap<>(whose);
        labels.putAll(Map.of("direction", direction, "outcome", outcome, "reason", reason));
        return labels;
    }

    private static Metric.Sample one(Map<String, String> labels, double value) {
        return new Metric.Sample(labels, value);
    }

    private static Metric gauge(String name, String help, List<Metric.Sample> samples) {
        return new Metric(name, help, Metric.Type.GAUGE, samples);
    }

    private static Metric counter(String name, String help, List<Metric.Sample> samples) {
        return new Metric(name, help, Metric.Type.COUNTER, samples);
    }
}
