package org.buslane.linux.netlink;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * A NETLINK_ROUTE socket that blocks, of the network namespace it was opened in for good. Owned by the thread that
 * opened it, which must be a platform thread: it asks, and waits for the answer, which the kernel has ready when the call
 * that asked returns.
 */
public final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SO_NETNS_COOKIE = 71;
    private static final int SOL_NETLINK = 270;
    private static final int CAP_ACK = 10;
    private static final int EXT_ACK = 11;
    private static final int MSG_TRUNC = 0x20;

    /** struct sockaddr_nl: 2 bytes family, 2 padding, 4 port, 4 groups. Port 0 is the kernel. */
    private static final int ADDRESS = 12;

    /** The kernel's lists come in pieces of 32 KiB at most (netlink_dump); a single link may be larger. */
    private static final int BUFFER = 1 << 18;

    /** A list that changes that often while it is read is not going to hold still. */
    private static final int ATTEMPTS = 20;

    /** Confined: the end of a shared one waits for every thread of the process, longer than most requests take. */
    private final Arena arena = Arena.ofConfined();

    private final CallState state = new CallState();
    private final MemorySegment memory = arena.allocate(BUFFER, 8);
    private final ByteBuffer buffer = Kernel.view(memory);
    private final MemorySegment address = arena.allocate(ADDRESS + Integer.BYTES, 8);
    private final ByteBuffer addressView = Kernel.view(address);
    private final Descriptor descriptor;
    private int sequence;

    private NetlinkSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
        option("setsockopt NETLINK_EXT_ACK", SOL_NETLINK, EXT_ACK, 1);
        option("setsockopt NETLINK_CAP_ACK", SOL_NETLINK, CAP_ACK, 1);
    }

    /** Of the calling thread's network namespace. */
    public static NetlinkSocket open() {
        return new NetlinkSocket(socket("netlink"));
    }

    /** Of that namespace; the calling thread stays where it is. */
    public static NetlinkSocket openIn(NetworkNamespace namespace) {
        return new NetlinkSocket(namespace.run(
                () -> socket("netlink in " + namespace.descriptor().what())));
    }

    private static Descriptor socket(String what) {
        long number = LinuxException.check(
                "socket", what, Kernel.call(SystemCall.SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE));
        return Descriptor.adopt((int) number, what);
    }

    void option(String call, int level, int option, int value) {
        addressView.putInt(0, value);
        LinuxException.check(
                call,
                descriptor,
                Kernel.call(
                        SystemCall.SETSOCKOPT,
                        descriptor.number(),
                        level,
                        option,
                        address.address(),
                        Integer.BYTES,
                        0));
    }

    /**
     * A number of its network namespace that no other one gets until the machine is started anew, unlike the inode's,
     * which is free for the next as soon as one is gone: SO_NETNS_COOKIE.
     *
     * @throws LinuxException ENOPROTOOPT before Linux 5.14
     */
    public long namespaceCookie() {
        addressView.putInt(Long.BYTES, Long.BYTES);
        LinuxException.check(
                "getsockopt SO_NETNS_COOKIE",
                descriptor,
                Kernel.call(
                        SystemCall.GETSOCKOPT,
                        descriptor.number(),
                        SOL_SOCKET,
                        SO_NETNS_COOKIE,
                        address.address(),
                        address.address() + Long.BYTES,
                        0));
        return addressView.getLong(0);
    }

    /** Joins multicast groups: RTMGRP_ bits. */
    void join(int groups) {
        addressView.putLong(0, AF_NETLINK).putInt(8, groups);
        LinuxException.check(
                "bind", descriptor, Kernel.call(SystemCall.BIND, descriptor.number(), address.address(), ADDRESS));
    }

    /**
     * Asks for one thing to be done or told.
     *
     * @param call what that is, in plain words, and {@code object} to what: for the exception
     * @return what was told
     * @throws LinuxException with the kernel's errno and its own words
     */
    List<Message> request(String call, String object, MessageWriter request) {
        Exchange exchange = exchange(call, object, request, false);
        exchange.verdict().orElseThrow().check(call, object);
        return exchange.answers();
    }

    /** Asks for a list, again as long as it changes under our eyes. */
    List<Message> list(String call, MessageWriter request) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Exchange exchange = exchange(call, "", request, true);
            if (!exchange.isInterrupted()) {
                exchange.verdict().orElseThrow().check(call, "");
                return exchange.answers();
            }
        }
        throw new LinuxException(
                call, "", new Errno(Errno.EAGAIN), "it changed each of the %d times it was read".formatted(ATTEMPTS));
    }

    private Exchange exchange(String call, String object, MessageWriter request, boolean list) {
        Kernel.requirePlatformThread();
        send(call, object, request.message(++sequence));
        Exchange exchange = new Exchange(sequence, list);
        while (exchange.verdict().isEmpty()) {
            receive(0).ifPresent(exchange::accept);
        }
        return exchange;
    }

    private void send(String call, String object, ByteBuffer message) {
        buffer.put(0, message, 0, message.limit());
        LinuxException.check(
                call,
                object,
                Kernel.call(state, SystemCall.SENDTO, descriptor.number(), memory.address(), message.limit(), 0, 0, 0));
    }

    /**
     * The next datagram, which stands until the next call; empty if it was another process's.
     *
     * @param flags of recvfrom
     * @throws LinuxException ENOBUFS if messages were lost for want of room, EAGAIN if none waits and it should not
     *     either
     */
    Optional<ByteBuffer> receive(int flags) {
        Kernel.requirePlatformThread();
        addressView.putInt(ADDRESS, ADDRESS);
        long length;
        do {
            length = Kernel.call(
                    state,
                    SystemCall.RECVFROM,
                    descriptor.number(),
                    memory.address(),
                    BUFFER,
                    flags | MSG_TRUNC,
                    address.address(),
                    address.address() + ADDRESS);
        } while (length == -Errno.EINTR);
        LinuxException.check("receive", descriptor, length);
        if (length > BUFFER) {
            throw new BadMessageException(
                    "%s: a datagram of %d bytes, of which %d were read".formatted(descriptor, length, BUFFER));
        }
        return addressView.getInt(4) == 0 ? Optional.of(Attributes.slice(buffer, 0, (int) length)) : Optional.empty();
    }

    /** For an epoll: readable when there is something to receive. */
    Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
