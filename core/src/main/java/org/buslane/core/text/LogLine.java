package org.buslane.core.text;

import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.Frame;

/**
 * A line of candump's log format: {@code (1666123359.911266) can0 7BC#1300000000000000 R}.
 *
 * @param seconds since 1970, or since the log's start; up to {@link #MAX_SECONDS}
 * @param nanos within the second; whole microseconds if there are 6 digits
 * @param digits of the fraction: 6, or 9 as {@code candump -N} writes them
 * @param name of the interface, 1 to 15 bytes without blanks
 */
public record LogLine(long seconds, int nanos, int digits, String name, Frame frame, Direction direction)
        implements LogEntry {
    /** So that a stamp in nanoseconds fits in a long: the year 2262. */
    public static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    public static final int MICROSECONDS = 6;
    public static final int NANOSECONDS = 9;

    /** IFNAMSIZ without the terminating 0. */
    static final int MAX_NAME = 15;

    public LogLine {
        if (seconds < 0 || seconds > MAX_SECONDS || nanos < 0 || nanos >= 1_000_000_000) {
            throw new IllegalArgumentException("no stamp: %d seconds, %d nanoseconds".formatted(seconds, nanos));
        }
        if (digits != MICROSECONDS && digits != NANOSECONDS) {
            throw new IllegalArgumentException("a stamp has 6 or 9 digits of fraction, not " + digits);
        }
        if (digits == MICROSECONDS && nanos % 1000 != 0) {
            throw new IllegalArgumentException("%d nanoseconds are no whole microseconds".formatted(nanos));
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("an interface name has 1 to 15 bytes without blanks, not " + name);
        }
    }

    /** A line with microseconds; what is finer in the stamp is cut off, as candump does. */
    public static LogLine of(long stampNanos, String name, Frame frame) {
        long micros = stampNanos / 1000;
        return new LogLine(
                micros / 1_000_000, (int) (micros % 1_000_000) * 1000, MICROSECONDS, name, frame, Direction.UNSAID);
    }

    /**
     * Reads one line, with or without its line end.
     *
     * @throws BadLineException naming the column, also for a line that readers skip
     */
    public static LogLine parse(String line) {
        return LogLineParser.parse(line);
    }

    /** The stamp in nanoseconds. */
    public long stamp() {
        return seconds * 1_000_000_000L + nanos;
    }

    /** As {@code candump -L} prints it, without a line end. */
    public String format() {
        return "(%010d.%s) %s %s%s"
                .formatted(
                        seconds,
                        "%09d".formatted(nanos).substring(0, digits),
                        name,
                        FrameText.format(frame),
                        direction.suffix());
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME;
    }
}
