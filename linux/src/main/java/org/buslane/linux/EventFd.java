package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * Wakes a thread that waits in epoll. Any thread signals; the one that waits drains and closes.
 */
public final class EventFd implements AutoCloseable {
    /** sys/eventfd.h: EFD_CLOEXEC and EFD_NONBLOCK. */
    private static final int FLAGS = 02000000 | 04000;

    private static final int SIZE = 8;

    private final MemorySegment one = Arena.ofAuto().allocate(SIZE, SIZE);
    private final MemorySegment count = Arena.ofAuto().allocate(SIZE, SIZE);
    private final Descriptor descriptor;

    public EventFd() {
        Kernel.view(one).putLong(0, 1);
        this.descriptor = Descriptor.adopt(
                (int) LinuxException.check("eventfd2", "", Kernel.call(SystemCall.EVENTFD2, 0, FLAGS)), "eventfd");
    }

    /** Readable until drained. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Makes it readable; does nothing once it is closed. A full counter (EAGAIN) is readable already. */
    public synchronized void signal() {
        if (!descriptor.isOpen()) {
            return;
        }
        long result = Kernel.call(SystemCall.WRITE, descriptor.number(), one.address(), SIZE);
        if (result != -Errno.EAGAIN) {
            LinuxException.check("write", descriptor, result);
        }
    }

    /** How often it was signalled since it was last drained; 0 if it was not. */
    public long drain() {
        long result = Kernel.call(SystemCall.READ, descriptor.number(), count.address(), SIZE);
        if (result == -Errno.EAGAIN) {
            return 0;
        }
        LinuxException.check("read", descriptor, result);
        return Kernel.view(count).getLong(0);
    }

    @Override
    public synchronized void close() {
        descriptor.close();
    }
}
