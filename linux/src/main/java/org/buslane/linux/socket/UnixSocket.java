package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * An AF_UNIX socket, closed on exec. Blocking, but for a listening one. These are the calls made once
 * per connection; a data path uses {@link MessageVector}.
 */
public record UnixSocket(Descriptor descriptor) implements AutoCloseable {
    private static final int AF_UNIX = UnixAddress.AF_UNIX;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;

    /** Two ends. */
    public record Pair(UnixSocket left, UnixSocket right) implements AutoCloseable {
        @Override
        public void close() {
            left.close();
            right.close();
        }
    }

    /**
     * Listens, without blocking in {@link #accept}.
     *
     * @param backlog connections that may wait; more of them block in connect, or get EAGAIN
     * @param mode permission bits of the socket's file, whatever the umask; who may write may connect.
     *     Without meaning for an abstract address
     */
    public static UnixSocket listen(SocketType type, UnixAddress address, int backlog, int mode) {
        UnixSocket socket = bind(type, address, mode);
        try {
            socket.descriptor.nonBlocking(true);
            LinuxException.check("listen", address, Kernel.call(SystemCall.LISTEN, socket.number(), backlog));
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** A socket with an address of its own, for datagrams. */
    public static UnixSocket bind(SocketType type, UnixAddress address, int mode) {
        UnixSocket socket = open(type, address.toString());
        try (Arena arena = Arena.ofConfined()) {
            // The file takes the socket's own mode less the umask (unix_bind_bsd), so it is never, not
            // even between two calls, open to more than `mode`; then what the umask took is given back.
            LinuxException.check("fchmod", address, Kernel.call(SystemCall.FCHMOD, socket.number(), mode));
            MemorySegment name = arena.allocate(UnixAddress.MAX_SIZE);
            int size = address.write(name);
            LinuxException.check("bind", address, Kernel.call(SystemCall.BIND, socket.number(), name.address(), size));
            if (!address.isAbstract()) {
                long path = arena.allocateFrom(address.name()).address();
                LinuxException.check("chmod", address, Kernel.call(SystemCall.FCHMODAT, AT_FDCWD, path, mode));
            }
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits while the backlog is full. */
    public static UnixSocket connect(SocketType type, UnixAddress address) {
        UnixSocket socket = open(type, address.toString());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(UnixAddress.MAX_SIZE);
            int size = address.write(name);
            LinuxException.check(
                    "connect",
                    address,
                    Kernel.blockingCall(
                            CallState.current(), SystemCall.CONNECT, socket.number(), name.address(), size, 0, 0));
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** Without an address; {@code what} names it for people. */
    static UnixSocket open(SocketType type, String what) {
        long number = LinuxException.check(
                "socket", what, Kernel.call(SystemCall.SOCKET, AF_UNIX, type.number | SOCK_CLOEXEC, 0));
        return new UnixSocket(Descriptor.adopt((int) number, what));
    }

    /** Two connected ends; {@code what} names both for people. */
    public static Pair pair(SocketType type, String what) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment two = arena.allocate(8, 4);
            LinuxException.check(
                    "socketpair",
                    what,
                    Kernel.call(SystemCall.SOCKETPAIR, AF_UNIX, type.number | SOCK_CLOEXEC, 0, two.address()));
            ByteBuffer numbers = Kernel.view(two);
            return new Pair(
                    new UnixSocket(Descriptor.adopt(numbers.getInt(0), what)),
                    new UnixSocket(Descriptor.adopt(numbers.getInt(4), what)));
        }
    }

    /**
     * The next connection; empty if none waits, or the one that did is gone (ECONNABORTED). EMFILE and
     * its kin are thrown: then the connection still waits.
     */
    public Optional<UnixSocket> accept() {
        long result = Kernel.blockingCall(CallState.current(), SystemCall.ACCEPT4, number(), 0, 0, SOCK_CLOEXEC, 0);
        if (result == -Errno.EAGAIN || result == -Errno.ECONNABORTED) {
            return Optional.empty();
        }
        int accepted = (int) LinuxException.check("accept", descriptor, result);
        return Optional.of(new UnixSocket(Descriptor.adopt(accepted, "connection to " + descriptor.what())));
    }

    /** Who was at the other end when it connected, or listened. */
    public PeerCredentials peerCredentials() {
        return SocketState.peerCredentials(descriptor);
    }

    public int option(SocketOption option) {
        return SocketState.option(descriptor, option);
    }

    public void option(SocketOption option, int value) {
        SocketState.option(descriptor, option, value);
    }

    /** Where it listens or was bound; empty for an unnamed one. */
    public Optional<UnixAddress> localAddress() {
        return SocketState.localAddress(descriptor);
    }

    /** Bytes that wait to be received here. */
    public int unread() {
        return SocketState.unread(descriptor);
    }

    /** Bytes sent from here that the other end has not received yet, with the kernel's overhead. */
    public int unsent() {
        return SocketState.unsent(descriptor);
    }

    /**
     * Waits until there is something to receive, an end or an error included.
     *
     * @param timeoutMillis -1 waits for ever
     * @return whether there is; false too if a signal came first
     */
    public boolean awaitReadable(int timeoutMillis) {
        return SocketState.awaitReadable(descriptor, timeoutMillis);
    }

    /**
     * One message with descriptors.
     *
     * @param passed stay open here; the receiver gets its own of the same open files
     * @return bytes sent, all of {@code data} unless this is a stream
     * @throws LinuxException EAGAIN without room and with DONTWAIT, EPIPE or ECONNRESET without a reader
     */
    public int send(MemorySegment data, List<Descriptor> passed, int flags) {
        return SingleMessage.send(descriptor, Optional.empty(), data, passed, flags);
    }

    /** One message to an address, for a socket that is not connected. */
    public int sendTo(UnixAddress address, MemorySegment data, List<Descriptor> passed, int flags) {
        return SingleMessage.send(descriptor, Optional.of(address), data, passed, flags);
    }

    /**
     * One message.
     *
     * @param maxDescriptors for how many passed descriptors there is room, 0 to 253; the kernel closes
     *     the others and sets CTRUNC
     * @throws LinuxException EAGAIN without a message and with DONTWAIT; ECONNRESET when the peer left
     *     with unread data, which is not the end: its messages, then one of length 0, follow
     */
    public Received receive(MemorySegment buffer, int maxDescriptors, int flags) {
        return SingleMessage.receive(descriptor, buffer, maxDescriptors, flags);
    }

    public void shutdown(Direction direction) {
        LinuxException.check("shutdown", descriptor, Kernel.call(SystemCall.SHUTDOWN, number(), direction.number));
    }

    private int number() {
        return descriptor.number();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
