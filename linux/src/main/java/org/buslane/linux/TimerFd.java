package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * An alarm that a thread waits for in epoll. Its hrtimer is exact where epoll's own timeout is in
 * milliseconds and late by the thread's slack of 50 us. Owned by the thread that waits; setting it
 * allocates nothing.
 */
public final class TimerFd implements AutoCloseable {
    private static final int CLOCK_MONOTONIC = 1;

    /** sys/timerfd.h: TFD_CLOEXEC and TFD_NONBLOCK. */
    private static final int FLAGS = 02000000 | 04000;

    private static final long NANOS = 1_000_000_000L;

    /** struct itimerspec: it_interval, then it_value. */
    private static final int SIZE = 32;

    private static final int SECONDS = 16;
    private static final int REST = 24;

    private final CallState state = new CallState();
    private final MemorySegment time = Arena.ofAuto().allocate(SIZE, 8);
    private final ByteBuffer view = Kernel.view(time);
    private final Descriptor descriptor;

    /** Not set. */
    public TimerFd() {
        this.descriptor = Descriptor.adopt(
                (int) LinuxException.check(
                        "timerfd_create", "", Kernel.call(SystemCall.TIMERFD_CREATE, CLOCK_MONOTONIC, FLAGS)),
                "timerfd");
    }

    /** Readable from the alarm on, until it is set anew. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** @param nanos from now; what is past is due at once */
    public void set(long nanos) {
        settle(Math.max(1, nanos)); // 0 would mean: never
    }

    /** No alarm is due any more. */
    public void clear() {
        settle(0);
    }

    private void settle(long nanos) {
        view.putLong(SECONDS, nanos / NANOS);
        view.putLong(REST, nanos % NANOS);
        LinuxException.check(
                "timerfd_settime",
                descriptor,
                Kernel.call(state, SystemCall.TIMERFD_SETTIME, descriptor.number(), 0, time.address(), 0, 0, 0));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
