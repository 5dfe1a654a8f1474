package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/**
 * An SCTP association, one-to-one style (RFC 6458 section 4): messages in order, both ways, on stream 0. Plain socket
 * calls, without libsctp. Never blocks. Owned by one thread; sending and receiving allocate nothing and throw nothing.
 */
public final class SctpSocket implements AutoCloseable {
    static final int IPPROTO_SCTP = 132;

    private final Arena arena = Arena.ofShared();
    private final MessageVector vector = new MessageVector(arena.allocate(MessageVector.byteSize(1, 1, 0), 8), 1, 1, 0);
    private final Descriptor descriptor;

    SctpSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Begins to connect. It is writable once that is decided, and then {@link #result} tells how.
     *
     * @throws LinuxException if it fails at once; EPROTONOSUPPORT if this kernel has no SCTP
     */
    public static SctpSocket begin(InetPlace place, String what) {
        Descriptor socket = open(place, what);
        try {
            long result = InetSocket.connect(socket, place);
            if (result != -Errno.EINPROGRESS) {
                LinuxException.check("connect", what, result);
            }
            return new SctpSocket(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** One that is not connected yet. */
    static Descriptor open(InetPlace place, String what) {
        Descriptor socket;
        try {
            socket = InetSocket.open(place, InetSocket.STREAM, IPPROTO_SCTP, what);
        } catch (LinuxException e) {
            throw e.is(Errno.EPROTONOSUPPORT) ? e.with("this kernel has no SCTP: its module is sctp") : e;
        }
        try {
            SctpOptions.set(socket);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** How connecting ended: 0, or its errno. */
    public int result() {
        return InetSocket.get(descriptor, "SO_ERROR", InetSocket.SOL_SOCKET, InetSocket.SO_ERROR);
    }

    /**
     * Receives one message, or a part of it.
     *
     * @return its bytes, of which {@link #isWhole} tells whether they are its last; 0 at the end; else an errno as a
     *     negative number: EAGAIN if nothing has come yet
     */
    public int receive(MemorySegment target, long offset, long most) {
        aim(target, offset, most);
        int received = vector.receive(descriptor, 0, 1, MessageFlags.DONTWAIT);
        return received == 1 ? vector.length(0) : received;
    }

    /** Whether what was received last ends a message: MSG_EOR. */
    public boolean isWhole() {
        return (vector.flags(0) & MessageFlags.EOR) != 0;
    }

    /**
     * Sends one message, all of it or nothing.
     *
     * @return its bytes; else an errno as a negative number: EAGAIN if there is no room now
     */
    public int send(MemorySegment source, long offset, long count) {
        aim(source, offset, count);
        int sent = vector.send(descriptor, 0, 1, MessageFlags.DONTWAIT);
        return sent == 1 ? vector.length(0) : sent;
    }

    private void aim(MemorySegment memory, long offset, long count) {
        Objects.checkFromIndexSize(offset, count, memory.byteSize());
        vector.iovec(0, 0, memory.address() + offset, count);
        vector.rearm(0);
    }

    /** For an epoll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        if (descriptor.isOpen()) {
            descriptor.close();
            arena.close();
        }
    }
}
