package org.buslane.node.tunnels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameLayout;
import org.buslane.virtual.Voice;

/** Frames of a tunnel for a virtual bus, until the end of the gateway's turn. Nothing is allocated for a frame. */
final class Waiting {
    /** As many as 32 datagrams have, which is what a socket is asked for at once. */
    static final int CAPACITY = 4096;

    /** A turn's, of which the gateway keeps no more than 512 for all its residents. */
    static final int AT_ONCE = 256;

    /** No tunnel carries CAN XL. */
    private static final int STRIDE = FrameLayout.FD_SIZE;

    private final MemorySegment memory = Arena.ofAuto().allocate((long) CAPACITY * STRIDE, 64);
    private final byte[] sizes = new byte[CAPACITY];
    private int head;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether there was room for it */
    boolean add(MemorySegment frames, long offset, int size) {
        if (count == CAPACITY || size > STRIDE) {
            return false;
        }
        int place = (head + count) % CAPACITY;
        MemorySegment.copy(frames, offset, memory, (long) place * STRIDE, size);
        sizes[place] = (byte) size;
        count++;
        return true;
    }

    /** The oldest, and no more than a turn's. Should there be no room for one, the voice counts it. */
    void sayTo(Voice voice) {
        for (int i = Math.min(count, AT_ONCE); i > 0; i--) {
            voice.say(memory, (long) head * STRIDE, sizes[head]);
            head = (head + 1) % CAPACITY;
            count--;
        }
    }
}
