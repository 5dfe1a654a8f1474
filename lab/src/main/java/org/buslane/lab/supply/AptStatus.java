package org.buslane.lab.supply;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The lines of apt's {@code APT::Status-Fd} about downloads: {@code dlstatus:ITEM:PERCENT:TEXT}. */
final class AptStatus {
    private static final Pattern LINE = Pattern.compile("dlstatus:[0-9]+:(?<whole>[0-9]{1,3})(?:\\.[0-9]*)?:.*");

    private AptStatus() {}

    /** How far apt is, 0 to 100, if the line says. */
    static OptionalInt percent(String line) {
        var match = LINE.matcher(line);
        return match.matches()
                ? OptionalInt.of(Math.min(100, Integer.parseInt(match.group("whole"))))
                : OptionalInt.empty();
    }

    /** Whether the line is for programs: the others are for people. */
    static boolean isStatus(String line) {
        return line.startsWith("dlstatus:") || line.startsWith("pmstatus:") || line.startsWith("media-change:");
    }
}
