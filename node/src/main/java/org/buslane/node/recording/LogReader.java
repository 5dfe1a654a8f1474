package org.buslane.node.recording;

import java.util.Optional;
import org.buslane.core.recording.Recorded;
import org.buslane.core.text.BadLineException;
import org.buslane.core.text.LogEntry;
import org.buslane.core.text.LogLine;
import org.buslane.node.NodeException;

/** Candump's log. */
final class LogReader implements RecordingReader {
    private final Lines lines;

    LogReader(Lines lines) {
        this.lines = lines;
    }

    @Override
    public Optional<Recorded> next() {
        while (lines.next()) {
            if (entry() instanceof LogLine line) {
                return Optional.of(new Recorded(line.stamp(), line.name(), line.frame(), line.direction()));
            }
        }
        return Optional.empty();
    }

    private LogEntry entry() {
        try {
            return LogEntry.parse(lines.text());
        } catch (BadLineException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public NodeException mistake(String what) {
        return lines.mistake(what);
    }

    @Override
    public long leftOut() {
        return 0;
    }
}
