package org.buslane.node.recording;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people type them: {@code 12.5s}, {@code 1h}; a number alone is of seconds. */
public final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|min|h|d)?");

    private Spans() {}

    /** Nanoseconds; empty if it is no span. */
    public static Optional<Long> nanos(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return Optional.empty();
        }
        String unit = span.group(2) == null ? "s" : span.group(2);
        double seconds = switch (unit) {
            case "ms" -> 0.001;
            case "s" -> 1;
            case "min" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
        double nanos = Double.parseDouble(span.group(1)) * seconds * 1e9;
        return nanos < Long.MAX_VALUE ? Optional.of(Math.round(nanos)) : Optional.empty();
    }
}
