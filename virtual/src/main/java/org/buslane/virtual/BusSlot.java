package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What is kept of one bus in {@link GatewayMemory}.
 *
 * <pre>
 * 0 name:32 bytes  32 index:u32  36 declared:u32  40 down:u32  48 frames:u64
 * </pre>
 */
final class BusSlot {
    private static final int INDEX = 32;
    private static final int DECLARED = 36;
    private static final int DOWN = 40;
    private static final int FRAMES = 48;

    private final MemorySegment memory;

    BusSlot(MemorySegment memory) {
        this.memory = memory;
    }

    /** Whether an earlier gateway had this bus when it was killed: then it is the same one, and not one that comes anew. */
    boolean isDeclared() {
        return memory.get(ValueLayout.JAVA_INT, DECLARED) != 0;
    }

    /** One that comes is up, and has an index that none had before, as a kernel's interface. */
    void declare(int index) {
        memory.set(ValueLayout.JAVA_INT, INDEX, index);
        memory.set(ValueLayout.JAVA_INT, DOWN, 0);
        memory.set(ValueLayout.JAVA_INT, DECLARED, 1);
    }

    void undeclare() {
        memory.set(ValueLayout.JAVA_INT, DECLARED, 0);
    }

    int index() {
        return memory.get(ValueLayout.JAVA_INT, INDEX);
    }

    boolean isUp() {
        return memory.get(ValueLayout.JAVA_INT, DOWN) == 0;
    }

    void up(boolean up) {
        memory.set(ValueLayout.JAVA_INT, DOWN, up ? 0 : 1);
    }

    /** Frames published on it: 8 bytes. */
    MemorySegment frames() {
        return memory.asSlice(FRAMES, Long.BYTES);
    }
}
