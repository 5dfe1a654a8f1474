package org.buslane.node.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** Reads one line of printable ASCII of bounded length. */
final class LineReader {
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
        byte[] line = new byte[limit + 1];
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (true) {
            boolean ended = channel.read(bytes) < 0;
            for (int i = 0; i < bytes.position(); i++) {
                byte octet = line[i];
                if (octet == '\n') {
                    return text(line, i);
                }
                if (octet < ' ' || octet > '~') {
                    throw new IllegalArgumentException(
                            "a request is one line of ASCII text; byte %d of this is 0x%02x".formatted(i + 1, octet));
                }
            }
            if (ended) {
                return text(line, bytes.position());
            }
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException("a request is a line of at most " + limit + " bytes");
            }
        }
    }

    private static String text(byte[] line, int length) {
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }
}
