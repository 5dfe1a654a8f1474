package org.buslane.node.client;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.Frame;
import org.buslane.core.text.BadLineException;
import org.buslane.core.text.FrameText;
import org.buslane.core.text.LogLine;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.recording.Lines;

/** {@code send}: frames from the command line or from a stream to one bus. */
public final class Sending {
    /** What candump -L -d prints between its lines; no frame, and no mistake either. */
    private static final String DROP_LINE = "DROPCOUNT:";

    private Sending() {}

    /**
     * Sends frames in cansend's syntax, all of them or, if one is malformed or too large for the bus, none.
     *
     * @throws NodeException naming the frame that is wrong
     */
    public static void frames(Caller caller, String bus, List<String> texts) {
        List<Frame> frames = new ArrayList<>(texts.size());
        for (String text : texts) {
            try {
                frames.add(FrameText.parse(text));
            } catch (BadLineException e) {
                throw new NodeException("'" + text + "' is no frame: " + e.getMessage(), e);
            }
        }
        try (FrameSink sink = FrameSender.to(caller, bus)) {
            for (Frame frame : frames) {
                sink.check(frame);
            }
            for (Frame frame : frames) {
                sink.send(frame);
            }
            sink.flush();
        }
    }

    /**
     * Sends what a stream says line by line, as the lines come: candump's log lines, whose time and
     * interface are not looked at, or frames in cansend's syntax; empty lines are nothing. A malformed
     * line ends it; the frames before it have been sent.
     *
     * @throws NodeException naming the line that is wrong
     */
    public static void stream(Caller caller, String bus, InputStream in) {
        try (FrameSink sink = FrameSender.to(caller, bus)) {
            stream(new Lines(in, "stdin"), sink);
        }
    }

    static void stream(Lines lines, FrameSink sink) {
        while (lines.next()) {
            String line = lines.text().strip();
            if (!line.isEmpty() && !line.startsWith(DROP_LINE)) {
                send(lines, frame(lines, line), sink);
            }
        }
        sink.flush();
    }

    private static void send(Lines lines, Frame frame, FrameSink sink) {
        try {
            sink.send(frame);
        } catch (NodeException e) {
            throw lines.mistake(String.valueOf(e.getMessage()));
        }
    }

    private static Frame frame(Lines lines, String line) {
        try {
            return line.startsWith("(") ? LogLine.parse(line).frame() : FrameText.parse(line);
        } catch (BadLineException e) {
            throw lines.mistake(String.valueOf(e.getMessage()));
        }
    }
}
