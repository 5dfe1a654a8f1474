package org.buslane.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

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
        return new UidMap(
                text.lines().filter(line -> !line.isBlank()).map(UidMap::range).toList());
    }

    private static Range range(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        try {
            if (fields.length == 3) {
                return new Range(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
            }
        } catch (NumberFormatException notNumbers) {
            // Said below.
        }
        throw new IllegalArgumentException("a line of a uid_map is three numbers, not '" + line + "'");
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
