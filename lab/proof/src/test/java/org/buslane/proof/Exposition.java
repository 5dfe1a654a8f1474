package org.buslane.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format 0.0.4, read as strictly as promtool does: each metric has its help and its type in front
 * of all its samples, no sample is there twice, counters and nothing else end in _total.
 */
record Exposition(List<Sample> samples) {
    private static final Pattern COMMENT = Pattern.compile(
            "# (?:HELP (?<helped>[a-z_:][a-z0-9_:]*) .+|TYPE (?<typed>[a-z_:][a-z0-9_:]*) (?<type>counter|gauge))");
    private static final Pattern SAMPLE =
            Pattern.compile("(?<name>[a-z_:][a-z0-9_:]*)(?:\\{(?<labels>[^}]*)})? (?<value>-?[0-9.]+(?:E[0-9]+)?)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    /** A line with a value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Exposition parse(String text) {
        List<Sample> samples = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String helped = "";
        String typed = "";
        for (String line : text.lines().toList()) {
            Matcher comment = COMMENT.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (comment.matches() && comment.group("helped") != null) {
                helped = comment.group("helped");
                require(seen.add("help of " + helped), line, "is there twice");
            } else if (comment.matches()) {
                typed = comment.group("typed");
                require(typed.equals(helped), line, "does not follow its help");
                boolean isCounter = comment.group("type").equals("counter");
                require(typed.endsWith("_total") == isCounter, line, "has the name of another type");
            } else {
                require(sample.matches(), line, "is neither a comment nor a sample");
                require(sample.group("name").equals(typed), line, "does not follow its type");
                samples.add(new Sample(
                        typed, labels(line, sample.group("labels")), Double.parseDouble(sample.group("value"))));
                require(seen.add(line.substring(0, line.lastIndexOf(' '))), line, "is there twice");
            }
        }
        return new Exposition(samples);
    }

    private static Map<String, String> labels(String line, String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        require(text == null || end == text.length(), line, "has labels that are none");
        return labels;
    }

    private static void require(boolean holds, String line, String otherwise) {
        if (!holds) {
            throw new AssertionError("'%s' %s".formatted(line, otherwise));
        }
    }

    /** The one sample that has these labels and no others: a whole number, as all of ours are. */
    long value(String name, Map<String, String> labels) {
        return (long) samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.labels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + labels + " in " + samples))
                .value();
    }

    /** Of all that have these labels among others. */
    long sum(String name, Map<String, String> labels) {
        return (long) samples.stream()
                .filter(sample ->
                        sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }
}
