package org.buslane.linux.stream;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * A stream of bytes both ways that never blocks. Owned by one thread; reading and writing allocate nothing and
 * throw nothing, as lines are pulled and connections cut every day.
 */
public final class ByteStream implements AutoCloseable {
    private final CallState state = new CallState();
    private final Descriptor descriptor;
    private final Runnable beforeClose;

    /** @param beforeClose so that the close does not wait for what nobody takes any more */
    ByteStream(Descriptor descriptor, Runnable beforeClose) {
        this.descriptor = descriptor;
        this.beforeClose = beforeClose;
    }

    /** Over a descriptor that does not block, which is its own from now on. */
    public static ByteStream of(Descriptor descriptor) {
        return new ByteStream(descriptor, () -> {});
    }

    /** For an epoll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /**
     * Reads into native memory.
     *
     * @return the bytes read; 0 at the end; else an errno as a negative number: EAGAIN if nothing has come yet, EIO,
     *     ENODEV and ECONNRESET if the other side is gone
     */
    public int read(MemorySegment target, long offset, long most) {
        Objects.checkFromIndexSize(offset, most, target.byteSize());
        return (int) Kernel.call(state, SystemCall.READ, descriptor.number(), target.address() + offset, most, 0, 0, 0);
    }

    /**
     * Writes from native memory.
     *
     * @return the bytes written; else an errno as a negative number: EAGAIN if there is no room now
     */
    public int write(MemorySegment source, long offset, long count) {
        Objects.checkFromIndexSize(offset, count, source.byteSize());
        return (int)
                Kernel.call(state, SystemCall.WRITE, descriptor.number(), source.address() + offset, count, 0, 0, 0);
    }

    /** Closes it at once; what was written and not sent is lost. */
    @Override
    public void close() {
        if (descriptor.isOpen()) {
            beforeClose.run();
        }
        descriptor.close();
    }
}
