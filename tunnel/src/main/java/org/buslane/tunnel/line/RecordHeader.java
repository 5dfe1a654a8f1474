package org.buslane.tunnel.line;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * The head of a TLS record, RFC 8446 section 5.1: type, version, length. It is looked at before the JDK's engine sees it,
 * which takes SSLv2's records too, and doubles its buffers for records that are longer than any may be.
 */
final class RecordHeader {
    /** Of the longest record, with its head: 5.2 of the RFC. */
    static final int MOST = 5 + 16384 + 256;

    private static final int SIZE = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;

    private RecordHeader() {}

    /**
     * Whether {@code bytes} begin with a whole record.
     *
     * @throws SSLException if they begin with none, in a sentence
     */
    static boolean isWhole(ByteBuffer bytes) throws SSLException {
        int start = bytes.position();
        int count = bytes.remaining();
        if (count > 0) {
            int type = bytes.get(start) & 0xff;
            if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA || (count > 1 && bytes.get(start + 1) != 3)) {
                throw new SSLException("it does not speak TLS");
            }
        }
        if (count < SIZE) {
            return false;
        }
        int size = SIZE + ((bytes.get(start + 3) & 0xff) << 8 | (bytes.get(start + 4) & 0xff));
        if (size > MOST) {
            throw new SSLException("it sent a record of %d bytes, and TLS has %d at most".formatted(size, MOST));
        }
        return count >= size;
    }
}
