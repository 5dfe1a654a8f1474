package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** What all sockets of the Internet families have: they never block and are closed on exec. */
final class InetSocket {
    static final int SOL_SOCKET = 1;
    static final int SO_REUSEADDR = 2;
    static final int SO_ERROR = 4;
    static final int SO_BROADCAST = 6;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_KEEPALIVE = 9;
    static final int SO_REUSEPORT = 15;
    static final int SO_TIMESTAMPNS = 35;
    static final int SO_RXQ_OVFL = 40;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;

    static final int STREAM = 1;
    static final int DATAGRAMS = 2;
    private static final int NONBLOCK_CLOEXEC = 04000 | 02000000;

    private InetSocket() {}

    /**
     * One of the family of {@code place}.
     *
     * @param what names it for people
     * @return the caller's to close
     */
    static Descriptor open(InetPlace place, int type, int protocol, String what) {
        int family = place.isIpv6() ? SocketName.AF_INET6 : SocketName.AF_INET;
        return Descriptor.adopt(
                (int) LinuxException.check(
                        "socket", what, Kernel.call(SystemCall.SOCKET, family, type | NONBLOCK_CLOEXEC, protocol)),
                what);
    }

    /** What is bound to {@code [::]} has IPv4 as well, whatever net.ipv6.bindv6only says. */
    static void bind(Descriptor socket, InetPlace place) {
        if (place.isIpv6()) {
            set(socket, "IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, 0);
        }
        SocketName name = SocketName.of(place);
        LinuxException.check(
                "bind", socket.what(), Kernel.call(SystemCall.BIND, socket.number(), name.address(), name.size()));
    }

    /** @return 0 or its errno, negative */
    static long connect(Descriptor socket, InetPlace place) {
        SocketName name = SocketName.of(place);
        return Kernel.call(SystemCall.CONNECT, socket.number(), name.address(), name.size());
    }

    static void listen(Descriptor socket, int backlog) {
        LinuxException.check("listen", socket.what(), Kernel.call(SystemCall.LISTEN, socket.number(), backlog));
    }

    /** Where it is bound, with the port that it got. */
    static InetPlace local(Descriptor socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketName.ROOM, 8);
            MemorySegment length = arena.allocate(Integer.BYTES, 4);
            Kernel.view(length).putInt(0, SocketName.ROOM);
            LinuxException.check(
                    "getsockname",
                    socket.what(),
                    Kernel.call(SystemCall.GETSOCKNAME, socket.number(), name.address(), length.address()));
            return SocketName.read(Kernel.view(name), 0).orElseThrow();
        }
    }

    static void set(Descriptor socket, String name, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Integer.BYTES, 4);
            Kernel.view(memory).putInt(0, value);
            LinuxException.check(
                    "setsockopt " + name,
                    socket.what(),
                    Kernel.call(
                            SystemCall.SETSOCKOPT, socket.number(), level, option, memory.address(), Integer.BYTES, 0));
        }
    }

    static int get(Descriptor socket, String name, int level, int option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2 * Integer.BYTES, 4);
            ByteBuffer view = Kernel.view(memory);
            view.putInt(Integer.BYTES, Integer.BYTES);
            LinuxException.check(
                    "getsockopt " + name,
                    socket.what(),
                    Kernel.call(
                            SystemCall.GETSOCKOPT,
                            socket.number(),
                            level,
                            option,
                            memory.address(),
                            memory.address() + Integer.BYTES,
                            0));
            return view.getInt(0);
        }
    }
}
