package org.buslane.linux.can;

import java.lang.foreign.Arena;
import java.util.Objects;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.socket.MessageFlags;

/**
 * A CAN_RAW socket that never blocks, of the network namespace it was opened in for good. Any thread may open it, then
 * one platform thread owns it. Receiving and sending allocate nothing.
 */
public final class CanSocket implements AutoCloseable {
    /** Instead of an interface's index: frames of all interfaces are received, and none can be sent. */
    public static final int ANY = 0;

    private final Arena arena = Arena.ofShared();
    private final CanInbox inbox = new CanInbox(arena);
    private final CanOutbox outbox = new CanOutbox(arena);
    private final Descriptor descriptor;
    private final int room;

    private CanSocket(Descriptor descriptor, CanOptions options) {
        this.descriptor = descriptor;
        this.room = options.xl() ? FrameLayout.XL_MAX_SIZE : FrameLayout.FD_SIZE;
    }

    /**
     * Of the calling thread's network namespace.
     *
     * @param interfaceIndex of a CAN interface, which may be down, or {@link #ANY}
     * @throws LinuxException ENODEV if there is no such CAN interface, EAFNOSUPPORT or EPROTONOSUPPORT if this kernel
     *     has no CAN or no CAN_RAW
     */
    public static CanSocket open(int interfaceIndex, CanOptions options) {
        String what = interfaceIndex == ANY ? "all CAN interfaces" : "CAN interface " + interfaceIndex;
        return new CanSocket(CanSetup.open(interfaceIndex, what, options), options);
    }

    /** Of that namespace; the calling thread stays where it is. */
    public static CanSocket openIn(NetworkNamespace namespace, int interfaceIndex, CanOptions options) {
        return namespace.run(() -> open(interfaceIndex, options));
    }

    /**
     * Receives the frames that wait, up to 64, and fills the batch with them from slot 0 on.
     *
     * @param batch with native memory that outlives this socket, and room for XL frames if the socket takes them
     * @return how many, 0 if none waits
     * @throws LinuxException ENETDOWN once after the interface went down, which is no end: it may come up again and
     *     what still waits is received then; ENODEV when it was deleted, which is
     */
    public int receive(FrameBatch batch) {
        if (!batch.memory().isNative() || batch.stride() < room) {
            throw new IllegalArgumentException(
                    "a CAN socket receives into slots of native memory of at least %d bytes".formatted(room));
        }
        int received = inbox.receive(descriptor, batch);
        if (received < 0 && received != -Errno.EAGAIN) {
            throw new LinuxException("receive from", descriptor.what(), new Errno(-received));
        }
        return batch.count();
    }

    /** Of the frames received last, the set of those that this socket sent: MSG_CONFIRM. */
    public long ownFrames() {
        return inbox.having(MessageFlags.CONFIRM);
    }

    /** Of the frames received last, the set of those that a socket of this host sent, and no controller: MSG_DONTROUTE. */
    public long localFrames() {
        return inbox.having(MessageFlags.DONTROUTE);
    }

    /** The index of the interface that gave us frame {@code index} of those received last. */
    public int interfaceIndex(int index) {
        return inbox.interfaceIndex(index);
    }

    /** When that frame was received, in nanoseconds of CLOCK_REALTIME; 0 without {@link CanOptions#timestamps}. */
    public long stamp(int index) {
        return inbox.stamp(index);
    }

    /**
     * Frames that this socket lost because its SO_RCVBUF was used up, from its start until the last received frame
     * was queued. Those lost since come with the next frame, or with {@link #droppedUntilNow}.
     */
    public long dropped() {
        return inbox.drops().total();
    }

    /** The same until now; a system call. */
    public long droppedUntilNow() {
        inbox.drops().saw(CanDrops.ask(descriptor));
        return dropped();
    }

    /**
     * Sends the frames in slots {@code from} to {@code to - 1}, in order, until one does not go: {@link #sendEnd} says
     * why. That one was not sent, and none behind it was tried.
     *
     * @return how many were sent
     */
    public int send(FrameBatch batch, int from, int to) {
        Objects.checkFromToIndex(from, to, batch.count());
        if (!batch.memory().isNative()) {
            throw new IllegalArgumentException("a CAN socket sends from native memory");
        }
        return outbox.send(descriptor, batch, from, to);
    }

    /** What ended the last {@link #send}. */
    public SendEnd sendEnd() {
        return outbox.end();
    }

    /** Its errno; 0 if all were sent. */
    public int sendErrno() {
        return outbox.errno();
    }

    /** For an epoll: readable when there is something to receive, an error included. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
