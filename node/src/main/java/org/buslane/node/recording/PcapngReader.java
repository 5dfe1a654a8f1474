package org.buslane.node.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.buslane.core.pcapng.PcapngParser;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.node.NodeException;

/** Wireshark's pcapng, through a buffer of a fixed size however long it is. */
final class PcapngReader implements RecordingReader {
    private final InputStream in;
    private final String source;
    private final PcapngParser parser = new PcapngParser();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(2 * PcapngParser.LONGEST_BLOCK).flip();

    PcapngReader(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    @Override
    public Optional<Recorded> next() {
        while (true) {
            Optional<Recorded> frame = parse();
            if (frame.isPresent()) {
                return frame;
            }
            if (!fill()) {
                if (buffer.hasRemaining() || !parser.mayEnd()) {
                    throw mistake("offset %d: the recording ends within a block".formatted(parser.offset()));
                }
                return Optional.empty();
            }
        }
    }

    private Optional<Recorded> parse() {
        try {
            return parser.next(buffer);
        } catch (BadRecordingException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    private boolean fill() {
        buffer.compact();
        try {
            int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + Math.max(read, 0));
            return read > 0;
        } catch (IOException e) {
            throw new NodeException(source + " cannot be read: " + Reasons.of(e), e);
        } finally {
            buffer.flip();
        }
    }

    @Override
    public NodeException mistake(String what) {
        return new NodeException(source + ": " + what);
    }

    @Override
    public long leftOut() {
        return parser.leftOut();
    }
}
