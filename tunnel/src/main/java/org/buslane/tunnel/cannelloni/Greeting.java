package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** What each side of a TCP connection says first, without waiting for the other: 12 bytes, and no end of line. */
final class Greeting {
    private static final byte[] TEXT = "CANNELLONIv1".getBytes(StandardCharsets.US_ASCII);

    static final int SIZE = TEXT.length;

    private Greeting() {}

    /** @return {@link #SIZE} */
    static int write(MemorySegment target, long at) {
        MemorySegment.copy(TEXT, 0, target, ValueLayout.JAVA_BYTE, at, SIZE);
        return SIZE;
    }

    /** Whether these bytes, or as many of them as there are, are how it begins. */
    static boolean begins(MemorySegment source, long at, long end) {
        long count = Math.min(SIZE, end - at);
        for (int i = 0; i < count; i++) {
            if (source.get(ValueLayout.JAVA_BYTE, at + i) != TEXT[i]) {
                return false;
            }
        }
        return true;
    }
}
