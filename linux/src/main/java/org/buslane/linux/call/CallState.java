package org.buslane.linux.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Where a call leaves its errno. Used by one thread at a time: an object that one thread owns and
 * calls often keeps one of its own, everything else takes the thread's.
 */
public final class CallState {
    /** An anonymous class and no lambda: this runs before anything else in a short command. */
    private static final ThreadLocal<CallState> OF_THREAD = new ThreadLocal<>() {
        @Override
        protected CallState initialValue() {
            return new CallState();
        }
    };

    /** Freed with this object: the scope of an automatic arena costs a call nothing to check. */
    final MemorySegment memory = Arena.ofAuto().allocate(Integer.BYTES, Integer.BYTES);

    private final ByteBuffer errno = Kernel.view(memory);

    /** The calling thread's. */
    public static CallState current() {
        return OF_THREAD.get();
    }

    int errno() {
        return errno.getInt(0);
    }
}
