package org.buslane.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** How a user namespace numbers users: /proc/PID/uid_map, see user_namespaces(7). */
public record UidMap(List<Range> ranges) {
    /** {@code count} ids from {@code inner} on are those from {@code outer} on in the namespace outside. */
    public record Range(long inner, long outer, long count) {}

    public UidMap {
        ranges = List.copyOf(ranges);
    }

    /**
     * The map of this process.
     *
     * @param proc the folder that is /proc
     */
    public static UidMap ofSelf(Path proc) {
        Path file = proc.resolve("self/uid_map");
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Lines of three decimal numbers: first id inside, first id outside, how many. */
    public static UidMap parse(String text) {
        List<Range> ranges = new ArrayList<>();
        // No stream and no pattern: every command reads this file, and starts in a tenth of a second.
        StringTokenizer lines = new StringTokenizer(text, "\n");
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            StringTokenizer fields = new StringTokenizer(line);
            if (fields.hasMoreTokens()) {
                ranges.add(range(line, fields));
            }
        }
        return new UidMap(ranges);
    }

    private static Range range(String line, StringTokenizer fields) {
        try {
            if (fields.countTokens() == 3) {
                return new Range(number(fields), number(fields), number(fields));
            }
        } catch (NumberFormatException notNumbers) {
            // Said below.
        }
        throw new IllegalArgumentException("a line of a uid_map is three numbers, not '" + line + "'");
    }

    private static long number(StringTokenizer fields) {
        return Long.parseLong(fields.nextToken());
    }

    /** The id outside; empty if this one is not mapped. */
    public OptionalLong outer(long inner) {
        for (Range range : ranges) {
            if (inner >= range.inner && inner - range.inner < range.count) {
                return OptionalLong.of(range.outer + inner - range.inner);
            }
        }
        return OptionalLong.empty();
    }
}
