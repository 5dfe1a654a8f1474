package org.buslane.proof;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of {@code candump -L}. */
final class CandumpLog {
    private static final Pattern LINE = Pattern.compile("\\(\\d{10}\\.\\d{6}\\) +(\\S+ \\S+)");

    private CandumpLog() {}

    /** The lines without their time: {@code can0 123#DEADBEEF}. */
    static List<String> frames(List<String> lines) {
        return lines.stream().map(CandumpLog::frame).toList();
    }

    static String frame(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("not a line of candump -L: " + line);
        }
        return matcher.group(1);
    }
}
