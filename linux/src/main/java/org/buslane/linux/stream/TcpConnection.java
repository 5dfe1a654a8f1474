package org.buslane.linux.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** Begins TCP connections without waiting for them. */
public final class TcpConnection {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM_NONBLOCK_CLOEXEC = 1 | 04000 | 02000000;
    private static final int INET_SIZE = 16;
    private static final int INET6_SIZE = 28;
    private static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_KEEPALIVE = 9;

    /** Seconds until a peer that was switched off is missed. */
    private static final int MISSED_AFTER = 10;

    private TcpConnection() {}

    /**
     * Begins to connect. The stream is writable once that is decided, and then {@link #result} tells how.
     *
     * @throws LinuxException if it fails at once, as without a route
     */
    public static ByteStream begin(InetAddress address, int port, String what) {
        boolean six = address instanceof Inet6Address;
        long number = LinuxException.check(
                "socket",
                what,
                Kernel.call(SystemCall.SOCKET, six ? AF_INET6 : AF_INET, SOCK_STREAM_NONBLOCK_CLOEXEC, 0));
        Descriptor socket = Descriptor.adopt((int) number, what);
        try (Arena arena = Arena.ofConfined()) {
            set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
            set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
            set(socket, IPPROTO_TCP, TCP_KEEPIDLE, MISSED_AFTER / 2);
            set(socket, IPPROTO_TCP, TCP_KEEPINTVL, 1);
            set(socket, IPPROTO_TCP, TCP_KEEPCNT, MISSED_AFTER / 2);
            set(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, MISSED_AFTER * 1000);
            int size = six ? INET6_SIZE : INET_SIZE;
            MemorySegment name = arena.allocate(size, 4);
            write(address, port, Kernel.view(name));
            long result = Kernel.call(SystemCall.CONNECT, socket.number(), name.address(), size);
            if (result != -Errno.EINPROGRESS) {
                LinuxException.check("connect", what, result);
            }
            return new ByteStream(socket, () -> {});
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** struct sockaddr_in, or sockaddr_in6: the family in native order, port and address in the network's. */
    static void write(InetAddress address, int port, ByteBuffer target) {
        byte[] bytes = address.getAddress();
        boolean six = address instanceof Inet6Address;
        target.putShort(0, (short) (six ? AF_INET6 : AF_INET));
        ByteBuffer network = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        network.putShort(2, (short) port);
        network.put(six ? INET6_ADDRESS : 4, bytes);
        if (address instanceof Inet6Address scoped) {
            target.putInt(INET6_SCOPE, scoped.getScopeId());
        }
    }

    /** How connecting ended: 0, or its errno. */
    public static int result(ByteStream connection) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2 * Integer.BYTES, 4);
            ByteBuffer view = Kernel.view(memory);
            view.putInt(Integer.BYTES, Integer.BYTES);
            Descriptor socket = connection.descriptor();
            LinuxException.check(
                    "getsockopt SO_ERROR",
                    socket.what(),
                    Kernel.call(
                            SystemCall.GETSOCKOPT,
                            socket.number(),
                            SOL_SOCKET,
                            SO_ERROR,
                            memory.address(),
                            memory.address() + Integer.BYTES,
                            0));
            return view.getInt(0);
        }
    }

    private static void set(Descriptor socket, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Integer.BYTES, 4);
            Kernel.view(memory).putInt(0, value);
            LinuxException.check(
                    "setsockopt",
                    socket.what(),
                    Kernel.call(
                            SystemCall.SETSOCKOPT, socket.number(), level, option, memory.address(), Integer.BYTES, 0));
        }
    }
}
