package org.buslane.core.text;

import org.buslane.core.frame.Frame;

/** Reads what {@link LogLine#format()} and candump write; names may be aligned with any blanks. */
final class LogLineParser {
    private static final int MOST_SECOND_DIGITS = 18;

    private LogLineParser() {}

    static LogLine parse(String line) {
        TextScanner in = new TextScanner(line, 0, line.length());
        in.need('(', "before the stamp");
        long seconds = seconds(in);
        in.need('.', "behind the seconds");
        int digits = in.decimals();
        if (digits != LogLine.MICROSECONDS && digits != LogLine.NANOSECONDS) {
            throw in.bad("a stamp has 6 or 9 digits behind its '.', not " + digits);
        }
        int fraction = (int) in.decimal(digits);
        in.need(')', "behind the stamp");
        needBlank(in, "the stamp");
        String name = name(in);
        needBlank(in, "the interface's name");
        if (in.atEnd()) {
            throw in.bad("expected a frame, not the end");
        }
        Frame frame = FrameParser.parse(in.wordScanner());
        in.skipBlanks();
        Direction direction = direction(in);
        int nanos = digits == LogLine.MICROSECONDS ? fraction * 1000 : fraction;
        return new LogLine(seconds, nanos, digits, name, frame, direction);
    }

    private static long seconds(TextScanner in) {
        int start = in.position();
        int digits = in.decimals();
        if (digits == 0) {
            throw in.bad("expected the stamp's seconds, not " + in.seen());
        }
        long seconds = digits > MOST_SECOND_DIGITS ? Long.MAX_VALUE : in.decimal(digits);
        if (seconds > LogLine.MAX_SECONDS) {
            throw in.badAt(start, "the stamp lies beyond the year 2262");
        }
        return seconds;
    }

    private static String name(TextScanner in) {
        int start = in.position();
        String name = in.word();
        if (name.isEmpty()) {
            throw in.bad("expected an interface's name, not " + in.seen());
        }
        if (!LogLine.isName(name)) {
            throw in.badAt(start, "an interface's name has at most 15 bytes and no control characters");
        }
        return name;
    }

    private static Direction direction(TextScanner in) {
        if (in.atEnd()) {
            return Direction.UNSAID;
        }
        int start = in.position();
        String word = in.word();
        in.skipBlanks();
        if (!in.atEnd() || !(word.equals("R") || word.equals("T"))) {
            throw in.badAt(start, "behind the frame comes nothing, R or T");
        }
        return word.equals("R") ? Direction.RECEIVED : Direction.SENT;
    }

    private static void needBlank(TextScanner in, String what) {
        if (!in.skipBlanks()) {
            throw in.bad("expected a blank behind %s, not %s".formatted(what, in.seen()));
        }
    }
}
