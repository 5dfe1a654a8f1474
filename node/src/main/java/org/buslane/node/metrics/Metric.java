package org.buslane.node.metrics;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that is counted or measured, in Prometheus' words.
 *
 * @param name lower case with the unit at the end; that of a counter ends in {@code _total}
 * @param help one sentence
 */
public record Metric(String name, String help, Type type, List<Sample> samples) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** How it moves. */
    public enum Type {
        /** Up only, as long as what counts it lives. */
        COUNTER,
        /** Up and down. */
        GAUGE
    }

    /** One value and what it is of. */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
            labels.keySet().forEach(Metric::check);
        }
    }

    public Metric {
        check(name);
        if (name.endsWith("_total") != (type == Type.COUNTER)) {
            throw new IllegalArgumentException("the name of a counter, and of nothing else, ends in _total: " + name);
        }
        samples = List.copyOf(samples);
    }

    /** One that has a single value. */
    static Metric of(String name, String help, Type type, long value) {
        return new Metric(name, help, type, List.of(new Sample(Map.of(), (double) value)));
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a metric or a label");
        }
    }
}
