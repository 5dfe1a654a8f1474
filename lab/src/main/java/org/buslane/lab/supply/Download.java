package org.buslane.lab.supply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package apt would fetch.
 *
 * @param file name of the file in the cache
 * @param bytes its size
 */
record Download(String file, long bytes) {
    private static final Pattern LINE = Pattern.compile("'[^']+' (?<file>[^ /]+\\.deb) (?<bytes>[0-9]+)(?: .*)?");

    /** Reads what {@code apt-get install --print-uris} prints. */
    static List<Download> of(List<String> lines) {
        return lines.stream().map(Download::of).flatMap(Optional::stream).toList();
    }

    private static Optional<Download> of(String line) {
        var match = LINE.matcher(line);
        return match.matches()
                ? Optional.of(new Download(match.group("file"), Long.parseLong(match.group("bytes"))))
                : Optional.empty();
    }

    static long bytes(List<Download> all) {
        return all.stream().mapToLong(Download::bytes).sum();
    }
}
