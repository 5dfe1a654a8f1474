package org.buslane.proof.tunnel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a client has read: frames of {@code cangen -D i}, whose data counts up, the lowest byte first. Only frames that are
 * whole and behind the one before are counted; the first thing that is not is kept.
 */
final class CountedFrames {
    private static final byte[] BEGIN = "< frame 123 ".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 16;
    private static final int END = 2;

    private volatile long count;
    private volatile String complaint = "";
    private long last = -1;

    long count() {
        return count;
    }

    /** Empty if all was well. */
    String complaint() {
        return complaint;
    }

    /** Takes the frames that are whole, and leaves the rest. */
    void take(ByteBuffer text) {
        long taken = count;
        for (int i = text.position(); i < text.limit(); i++) {
            if (text.get(i) == '>') {
                taken += take(text, text.position(), i + 1);
                text.position(i + 1);
            }
        }
        count = taken;
    }

    private int take(ByteBuffer text, int from, int to) {
        long number = number(text, from, to);
        if (number <= last) {
            if (complaint.isEmpty()) {
                complaint =
                        "%s behind %d".formatted(StandardCharsets.US_ASCII.decode(text.slice(from, to - from)), last);
            }
            return 0;
        }
        last = number;
        return 1;
    }

    /** -1 if it is no such frame. */
    private static long number(ByteBuffer text, int from, int to) {
        if (to - from < BEGIN.length + DATA + END) {
            return -1;
        }
        for (int i = 0; i < BEGIN.length; i++) {
            if (text.get(from + i) != BEGIN[i]) {
                return -1;
            }
        }
        long number = 0;
        for (int i = 0; i < DATA; i++) {
            int digit = Character.digit(text.get(to - END - DATA + (i ^ 1)), 16);
            if (digit < 0) {
                return -1;
            }
            number |= (long) digit << (4 * i);
        }
        return number;
    }
}
