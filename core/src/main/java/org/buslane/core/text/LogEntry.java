package org.buslane.core.text;

/** What a line of a log is: a frame, or something readers skip. */
public sealed interface LogEntry permits LogLine, LogEntry.Ignored {
    /**
     * A line that readers skip, as canplayer and log2asc do: it does not begin with {@code (}, such
     * as candump's {@code DROPCOUNT:} lines, comments and empty lines.
     */
    record Ignored(String text) implements LogEntry {}

    /**
     * Reads one line, with or without its line end.
     *
     * @throws BadLineException naming the column, if the line begins with {@code (} and is malformed
     */
    static LogEntry parse(String line) {
        return line.startsWith("(") ? LogLineParser.parse(line) : new Ignored(line);
    }
}
