package org.buslane.tunnel.peer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;

/** Tells frames apart by id, length and data; not by flags, which a way through another kernel may add. */
public final class FrameHash {
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private FrameHash() {}

    /** Of a valid classic or FD frame. */
    public static long of(MemorySegment memory, long offset) {
        int length = FrameLayout.length(memory, offset);
        long hash = mix((long) FrameLayout.idWord(memory, offset) << Integer.SIZE | length);
        int whole = length & -Long.BYTES;
        long at = offset + FrameLayout.OFFSET_DATA;
        for (int i = 0; i < whole; i += Long.BYTES) {
            hash = mix(hash ^ memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at + i));
        }
        for (int i = whole; i < length; i++) {
            hash = mix(hash ^ memory.get(ValueLayout.JAVA_BYTE, at + i));
        }
        return hash;
    }

    private static long mix(long value) {
        long product = value * ODD;
        return product ^ product >>> Integer.SIZE;
    }
}
