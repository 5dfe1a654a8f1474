package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The time of day in nanoseconds, which the JDK gives only in an allocated Instant. For durations
 * use System.nanoTime, which is CLOCK_MONOTONIC.
 */
public final class Clocks {
    private static final int CLOCK_REALTIME = 0;
    private static final long NANOS = 1_000_000_000L;

    /** libc's function, not the system call: it reads the vDSO and stays out of the kernel. */
    private static final MethodHandle MH$clock_gettime = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private static final ThreadLocal<MemorySegment> TIMESPEC =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(16, 8));

    private Clocks() {}

    /** CLOCK_REALTIME, nanoseconds since 1970. Allocates nothing after a thread's first call. */
    public static long realtimeNanos() {
        MemorySegment timespec = TIMESPEC.get();
        try {
            // It fails for an unknown clock or a bad address only.
            int result = (int) MH$clock_gettime.invokeExact(CLOCK_REALTIME, timespec.address());
            if (result != 0) {
                throw new AssertionError("clock_gettime returned " + result);
            }
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        return timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS + timespec.get(ValueLayout.JAVA_LONG, 8);
    }
}
