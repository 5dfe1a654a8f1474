package org.buslane.linux.call;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Every system call goes through one C function of one shape, {@code long syscall(long, ...)} of
 * libc. Linking costs several milliseconds per shape and a command has 150 in all; the calls differ
 * in their numbers only. Arguments are longs: the kernel takes the low half of what it knows as int.
 *
 * <p>Never linked as critical: a thread that blocks in such a call holds up every safepoint.
 */
public final class Kernel {
    /** EINTR of asm-generic/errno-base.h. */
    private static final long INTERRUPTED = -4;

    private static final Linker LINKER = Linker.nativeLinker();

    private static final MemorySegment SYSCALL = LINKER.defaultLookup().findOrThrow("syscall");

    /** Takes the function's address as its first argument: binding it would cost 4 ms of a start. */
    private static final MethodHandle MH$syscall = LINKER.downcallHandle(
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private Kernel() {}

    /** What the call returned, or its errno as a negative number. */
    public static long call(CallState state, SystemCall call, long a, long b, long c, long d, long e, long f) {
        long result;
        try {
            result = (long) MH$syscall.invokeExact(SYSCALL, state.memory, call.number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        return result == -1 ? -state.errno() : result;
    }

    public static long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        return call(CallState.current(), call, a, b, c, d, e, f);
    }

    public static long call(SystemCall call, long a, long b, long c, long d) {
        return call(CallState.current(), call, a, b, c, d, 0, 0);
    }

    public static long call(SystemCall call, long a, long b, long c) {
        return call(CallState.current(), call, a, b, c, 0, 0, 0);
    }

    public static long call(SystemCall call, long a, long b) {
        return call(CallState.current(), call, a, b, 0, 0, 0, 0);
    }

    public static long call(SystemCall call, long a) {
        return call(CallState.current(), call, a, 0, 0, 0, 0, 0);
    }

    public static long call(SystemCall call) {
        return call(CallState.current(), call, 0, 0, 0, 0, 0, 0);
    }

    /** A call that may block, begun again as often as a signal interrupts it. */
    public static long blockingCall(CallState state, SystemCall call, long a, long b, long c, long d, long e) {
        requirePlatformThread();
        long result;
        do {
            result = call(state, call, a, b, c, d, e, 0);
        } while (result == INTERRUPTED);
        return result;
    }

    /**
     * A blocking call on a virtual thread pins its carrier, uncompensated: as many of them as there
     * are cores stop every other virtual thread.
     */
    public static void requirePlatformThread() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a system call that may block was made on a virtual thread");
        }
    }

    /**
     * Memory for a call, as a buffer in native byte order. The first access to a memory segment makes
     * handles that cost a start 4 ms; a buffer has none.
     */
    public static ByteBuffer view(MemorySegment memory) {
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }
}
