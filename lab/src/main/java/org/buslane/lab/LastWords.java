package org.buslane.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a machine's log says at its end, for a sentence about it. */
final class LastWords {
    private static final int LINES = 5;

    private LastWords() {}

    /** The last lines behind a colon, without what would move a terminal's cursor; nothing if there are none. */
    static String of(byte[] log) {
        List<String> lines = new String(log, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.replaceAll("\\p{Cntrl}", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        int first = Math.max(0, lines.size() - LINES);
        return lines.isEmpty() ? "" : ": " + String.join(" | ", lines.subList(first, lines.size()));
    }
}
