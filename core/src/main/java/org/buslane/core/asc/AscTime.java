package org.buslane.core.asc;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The times of an ASC file: the date in its header, and the seconds that its lines begin with. */
final class AscTime {
    private static final List<DateTimeFormatter> DATES =
            List.of(date("MMM d H:mm:ss[.SSS] yyyy"), date("MMM d h:mm:ss[.SSS] a yyyy"));

    /** So that it stays far from what fits in a long of nanoseconds. */
    private static final int MOST_SECOND_DIGITS = 9;

    private AscTime() {}

    /**
     * Nanoseconds since 1970 of what stands behind {@code date}: {@code Tue Nov 14 22:13:20 2023}, with milliseconds or
     * am and pm if need be. Empty for other languages and anything else.
     */
    static OptionalLong date(String text, ZoneId zone) {
        String[] words = text.strip().split("\\s+", 2);
        if (words.length < 2) {
            return OptionalLong.empty();
        }
        // The weekday says nothing new.
        String rest = words[1].replaceAll("\\s+", " ");
        for (DateTimeFormatter each : DATES) {
            Optional<Long> nanos = parse(rest, each, zone);
            if (nanos.isPresent()) {
                return OptionalLong.of(nanos.get());
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<Long> parse(String text, DateTimeFormatter format, ZoneId zone) {
        try {
            var instant = LocalDateTime.parse(text, format).atZone(zone).toInstant();
            long nanos = Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
            return nanos < 0 ? Optional.empty() : Optional.of(nanos);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter date(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** Nanoseconds of {@code 12.000005}; empty if it is no such number. */
    static OptionalLong seconds(String word) {
        int point = word.indexOf('.');
        int digits = word.length() - point - 1;
        if (point < 1 || point > MOST_SECOND_DIGITS || digits < 1 || digits > 9 || !isDecimal(word, point)) {
            return OptionalLong.empty();
        }
        long fraction = Long.parseLong(word, point + 1, word.length(), 10);
        for (int i = digits; i < 9; i++) {
            fraction *= 10;
        }
        return OptionalLong.of(Long.parseLong(word, 0, point, 10) * 1_000_000_000 + fraction);
    }

    private static boolean isDecimal(String word, int point) {
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (i != point && (character < '0' || character > '9')) {
                return false;
            }
        }
        return true;
    }
}
