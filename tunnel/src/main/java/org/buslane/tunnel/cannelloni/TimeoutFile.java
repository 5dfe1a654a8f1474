package org.buslane.tunnel.cannelloni;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.frame.IdWord;

/**
 * The file of cannelloni's {@code -T}: {@code ID,MICROSECONDS} in decimal on each line, the first of an id counts. As in
 * its csvmapparser.h, a line with a # before other text is skipped, even if the # comes late in it. Unlike there, a blank
 * line is no error; what stands behind a number is one.
 */
public final class TimeoutFile {
    private static final long MICRO = 1000;
    private static final long MOST_MICROS = 0xffff_ffffL;

    private TimeoutFile() {}

    /**
     * Reads the file's text.
     *
     * @throws IllegalArgumentException naming the line
     */
    public static TimeoutTable parse(String text) {
        SortedMap<Integer, Long> nanos = new TreeMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && line.indexOf('#') < 0) {
                Map.Entry<Integer, Long> entry = entry(line.strip(), number);
                nanos.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
        return new TimeoutTable(nanos);
    }

    private static Map.Entry<Integer, Long> entry(String line, int number) {
        int comma = line.indexOf(',');
        if (comma < 0) {
            throw bad(number, "'%s' is not ID,MICROSECONDS".formatted(line));
        }
        long id = number(line.substring(0, comma), IdWord.EXTENDED_MASK, "an id", number);
        long micros = number(line.substring(comma + 1), MOST_MICROS, "a timeout in microseconds", number);
        return Map.entry((int) id, micros * MICRO);
    }

    private static long number(String text, long most, String what, int line) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(line, "'%s' is not %s: decimal digits only".formatted(digits, what));
        }
        long value = Long.parseLong(digits);
        if (value > most) {
            throw bad(line, "%s is at most %d, not %d".formatted(what, most, value));
        }
        return value;
    }

    private static IllegalArgumentException bad(int line, String why) {
        return new IllegalArgumentException("line %d: %s".formatted(line, why));
    }
}
