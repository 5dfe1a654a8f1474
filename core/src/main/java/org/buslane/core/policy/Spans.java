package org.buslane.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Disjoint spans of numbers, each with the first rule that covers it. */
final class Spans {
    /** {@code first} to {@code last}, both included, named by the rule with this index. */
    record Span(int first, int last, int rule) {}

    /** Where spans begin, ascending, the first at 0; span i ends where span i + 1 begins. */
    private final int[] starts;

    private final int[] rules;

    private Spans(int[] starts, int[] rules) {
        this.starts = starts;
        this.rules = rules;
    }

    /** Of spans in the order of their rules, which may overlap. */
    static Spans of(List<Span> spans) {
        int[] starts = IntStream.concat(
                        IntStream.of(0), spans.stream().flatMapToInt(s -> IntStream.of(s.first(), s.last() + 1)))
                .sorted()
                .distinct()
                .toArray();
        int[] rules = new int[starts.length];
        Arrays.fill(rules, Matcher.NO_RULE);
        for (Span span : spans) {
            int i = Arrays.binarySearch(starts, span.first());
            for (; i < starts.length && starts[i] <= span.last(); i++) {
                if (rules[i] < 0) {
                    rules[i] = span.rule();
                }
            }
        }
        return new Spans(starts, rules);
    }

    int find(int number) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return rules[low];
    }
}
