package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.call.Architecture;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * Waits for any of many descriptors. Owned by the thread that waits. Nothing is allocated after
 * construction.
 */
public final class Epoll implements AutoCloseable {
    /** sys/epoll.h. */
    public static final int IN = 0x001;

    public static final int OUT = 0x004;

    /** Always reported, asked for or not. */
    public static final int ERR = 0x008;

    /** Always reported, asked for or not: both directions are shut. */
    public static final int HUP = 0x010;

    /** The peer has shut its writing side. */
    public static final int RDHUP = 0x2000;

    public static final int EXCLUSIVE = 1 << 28;
    public static final int ONESHOT = 1 << 30;
    public static final int EDGE = 1 << 31;

    private static final int EPOLL_CLOEXEC = 02000000;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int SIGSET_BYTES = 8;

    /** struct epoll_event is packed on x86-64 only (linux/eventpoll.h, EPOLL_PACKED). */
    private static final int OFFSET_DATA = Architecture.current() == Architecture.X86_64 ? 4 : 8;

    private static final int EVENT_SIZE = OFFSET_DATA + 8;

    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState();
    private final Descriptor descriptor;
    private final int capacity;
    private final MemorySegment request;
    private final MemorySegment ready;
    private final ByteBuffer requestView;
    private final ByteBuffer readyView;

    /**
     * Waits for nothing yet.
     *
     * @param capacity the most events one wait returns; the others wait for the next
     */
    public Epoll(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("epoll takes room for at least 1 event, not " + capacity);
        }
        this.capacity = capacity;
        this.request = arena.allocate(EVENT_SIZE, 8);
        this.ready = arena.allocate((long) EVENT_SIZE * capacity, 8);
        this.requestView = Kernel.view(request);
        this.readyView = Kernel.view(ready);
        this.descriptor = Descriptor.adopt(
                (int) LinuxException.check("epoll_create1", "", Kernel.call(SystemCall.EPOLL_CREATE1, EPOLL_CLOEXEC)),
                "epoll");
    }

    /**
     * Waits for {@code target} too.
     *
     * @param data comes back with each event; an index or an id of the caller's
     * @param events IN, OUT and the flags below them
     */
    public void add(Descriptor target, long data, int events) {
        control(ADD, target, data, events);
    }

    public void modify(Descriptor target, long data, int events) {
        control(MODIFY, target, data, events);
    }

    /** Needed before a close if the open file lives on elsewhere, in a duplicate or another process. */
    public void remove(Descriptor target) {
        control(DELETE, target, 0, 0);
    }

    private void control(int operation, Descriptor target, long data, int events) {
        requestView.putInt(0, events);
        requestView.putLong(OFFSET_DATA, data);
        LinuxException.check(
                "epoll_ctl",
                target,
                Kernel.call(
                        state,
                        SystemCall.EPOLL_CTL,
                        descriptor.number(),
                        operation,
                        target.number(),
                        request.address(),
                        0,
                        0));
    }

    /**
     * Waits until one of them is ready.
     *
     * @param timeoutMillis 0 does not wait, -1 waits for ever
     * @return how many events are ready; 0 at the timeout and when a signal came
     */
    public int await(int timeoutMillis) {
        Kernel.requirePlatformThread();
        long result = Kernel.call(
                state,
                SystemCall.EPOLL_PWAIT,
                descriptor.number(),
                ready.address(),
                capacity,
                timeoutMillis,
                0,
                SIGSET_BYTES);
        return result == -Errno.EINTR ? 0 : (int) LinuxException.check("epoll_pwait", descriptor, result);
    }

    /** The events of ready entry {@code index}: IN, OUT, ERR, HUP, RDHUP. */
    public int events(int index) {
        return readyView.getInt(index * EVENT_SIZE);
    }

    /** The data given with the descriptor of ready entry {@code index}. */
    public long data(int index) {
        return readyView.getLong(index * EVENT_SIZE + OFFSET_DATA);
    }

    /** Itself can be waited for in another epoll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
