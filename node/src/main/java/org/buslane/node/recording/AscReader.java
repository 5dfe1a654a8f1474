package org.buslane.node.recording;

import java.time.ZoneId;
import java.util.Optional;
import org.buslane.core.asc.AscParser;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.node.NodeException;

/** Vector's ASC. */
final class AscReader implements RecordingReader {
    private final Lines lines;
    private final AscParser parser;

    AscReader(Lines lines, ZoneId zone) {
        this.lines = lines;
        this.parser = new AscParser(zone);
    }

    @Override
    public Optional<Recorded> next() {
        while (lines.next()) {
            Optional<Recorded> frame = frame();
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    private Optional<Recorded> frame() {
        try {
            return parser.next(lines.text());
        } catch (BadRecordingException e) {
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
