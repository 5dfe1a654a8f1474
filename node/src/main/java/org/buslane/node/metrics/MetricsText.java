package org.buslane.node.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics in Prometheus' text format, version 0.0.4, sorted by name. Only who asks for them loads Prometheus' classes. */
public final class MetricsText {
    private MetricsText() {}

    /** Metrics of one name, which different sources may have, become one. */
    public static String of(List<Metric> metrics) {
        Map<String, Metric> joined = new LinkedHashMap<>();
        metrics.forEach(metric -> joined.merge(metric.name(), metric, MetricsText::join));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create()
                    .write(
                            text,
                            new MetricSnapshots(joined.values().stream()
                                    .map(MetricsText::snapshot)
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** What an HTTP answer says it is. */
    public static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    private static Metric join(Metric one, Metric other) {
        List<Metric.Sample> samples = new ArrayList<>(one.samples());
        samples.addAll(other.samples());
        return new Metric(one.name(), one.help(), one.type(), samples);
    }

    private static MetricSnapshot snapshot(Metric metric) {
        return switch (metric.type()) {
            case COUNTER -> counter(metric);
            case GAUGE -> gauge(metric);
        };
    }

    /** In Prometheus' model a counter's name is without the end that its text has. */
    private static MetricSnapshot counter(Metric metric) {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder()
                .name(metric.name().substring(0, metric.name().length() - "_total".length()))
                .help(metric.help());
        for (Metric.Sample sample : metric.samples()) {
            snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .value(sample.value())
                    .build());
        }
        return snapshot.build();
    }

    private static MetricSnapshot gauge(Metric metric) {
        GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(metric.name()).help(metric.help());
        for (Metric.Sample sample : metric.samples()) {
            snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .value(sample.value())
                    .build());
        }
        return snapshot.build();
    }

    private static Labels labels(Metric.Sample sample) {
        Labels.Builder labels = Labels.builder();
        sample.labels().forEach(labels::label);
        return labels.build();
    }
}
