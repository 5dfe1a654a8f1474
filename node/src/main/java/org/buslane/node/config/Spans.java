package org.buslane.node.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with their unit, such as {@code 10ms}, and ranges of numbers, such as {@code 0-14}. */
final class Spans {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(us|ms|s|min|h)");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18}) ?- ?([0-9]{1,18})");

    private static final Map<String, Long> NANOS = Map.of(
            "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L, "h", 3_600_000_000_000L);

    /** From one number to another. */
    record Range(long first, long last) {}

    private Spans() {}

    /** In nanoseconds. */
    static long nanos(YamlValue value) {
        Matcher parts = TIME.matcher(value.text());
        if (!parts.matches()) {
            throw value.mistake("is a time such as 10ms, 1.5s or 2min, not '" + value.text() + "'");
        }
        BigDecimal number = new BigDecimal(parts.group(1));
        return number.multiply(BigDecimal.valueOf(NANOS.getOrDefault(parts.group(2), 1L)))
                .min(BigDecimal.valueOf(Long.MAX_VALUE - 1))
                .longValue();
    }

    static Range range(YamlValue value) {
        Matcher parts = RANGE.matcher(value.text());
        if (!parts.matches()) {
            throw value.mistake("goes from one number to another, such as 0-14, not '" + value.text() + "'");
        }
        return new Range(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    /** A whole number, in decimal or with 0x in front. */
    static int number(YamlValue value) {
        try {
            return Integer.decode(value.text());
        } catch (NumberFormatException e) {
            throw value.mistake("is a number such as 16 or 0x10, not '" + value.text() + "'");
        }
    }
}
