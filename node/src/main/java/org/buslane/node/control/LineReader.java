package org.buslane.node.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one line of printable ASCII of bounded length. */
final class LineReader {
    /** Most lines are a few words: one who sends nothing takes no more. */
    private static final int FIRST_ROOM = 512;

    private final int limit;

    LineReader(int limit) {
        this.limit = limit;
    }

    /**
     * The line without its end; the end of the stream ends it too.
     *
     * @throws IllegalArgumentException if it is too long or no text
     */
    String read(ReadableByteChannel channel) throws IOException {
        byte[] line = new byte[Math.min(limit, FIRST_ROOM) + 1];
        int length = 0;
        while (true) {
            int count = channel.read(ByteBuffer.wrap(line, length, line.length - length));
            for (int end = length + Math.max(count, 0); length < end; length++) {
                byte octet = line[length];
                if (octet == '\n') {
                    return text(line, length);
                }
                if (octet < ' ' || octet > '~') {
                    throw new IllegalArgumentException("a request is one line of ASCII text; byte %d of this is 0x%02x"
                            .formatted(length + 1, octet));
                }
            }
            if (count < 0) {
                return text(line, length);
            }
            if (length > limit) {
                throw new IllegalArgumentException("a request is a line of at most " + limit + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(limit + 1, 2 * length));
            }
        }
    }

    private static String text(byte[] line, int length) {
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }
}
