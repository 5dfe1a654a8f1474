package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * How long the calling thread wants to have a processor at a time. One that does little, and that on time, asks
 * for little: since Linux 6.12 it then runs at once when it wakes, before a neighbour's turn is over
 * (PREEMPT_SHORT of kernel/sched/features.h). It gets no more of the processor for it, so anybody may.
 */
public final class TimeSlice {
    /** struct sched_attr of linux/sched/types.h, in its first version. */
    private static final int SIZE = 48;

    private static final int POLICY = 4;
    private static final int RUNTIME = 24;
    private static final int SCHED_OTHER = 0;

    private TimeSlice() {}

    /**
     * Asks for it.
     *
     * @return whether the kernel took it; those before 6.12 do, and take no notice
     */
    public static boolean ask(long nanos) {
        Kernel.requirePlatformThread();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(SIZE, 8);
            ByteBuffer view = Kernel.view(attributes);
            if (Kernel.call(SystemCall.SCHED_GETATTR, 0, attributes.address(), SIZE, 0) < 0
                    || view.getInt(POLICY) != SCHED_OTHER) {
                return false; // a real-time thread needs no such thing
            }
            view.putLong(RUNTIME, nanos);
            return Kernel.call(SystemCall.SCHED_SETATTR, 0, attributes.address(), 0) == 0;
        }
    }
}
