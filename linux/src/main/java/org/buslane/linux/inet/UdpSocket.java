package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;

/**
 * A UDP socket that never blocks and is not connected: it hears everybody and speaks to whom it likes, broadcast
 * addresses included. Owned by one thread; receiving and sending allocate nothing and throw nothing.
 */
public final class UdpSocket implements AutoCloseable {
    /** Datagrams that one call receives or sends. */
    public static final int BATCH = 32;

    private static final int IPPROTO_IP = 0;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_RECVERR = 25;

    private final Arena arena = Arena.ofShared();
    private final Descriptor descriptor;
    private final boolean six;
    private final UdpInbox inbox;
    private final UdpOutbox outbox;
    private final UdpErrors errors;

    private UdpSocket(Descriptor descriptor, boolean six, int room) {
        this.descriptor = descriptor;
        this.six = six;
        this.inbox = new UdpInbox(arena, room);
        this.outbox = new UdpOutbox(arena);
        this.errors = new UdpErrors(arena);
    }

    /**
     * @param place port 0 for any; {@code [::]} hears and reaches IPv4 as well
     * @throws LinuxException EADDRINUSE, EADDRNOTAVAIL, EACCES
     */
    public static UdpSocket bind(InetPlace place, UdpOptions options) {
        return bind(place, options, false);
    }

    /**
     * Beside others who have bound it so: each of them hears what is broadcast, and one of them what is not.
     *
     * @throws LinuxException EADDRINUSE if one of them does not share it
     */
    public static UdpSocket share(InetPlace place, UdpOptions options) {
        return bind(place, options, true);
    }

    private static UdpSocket bind(InetPlace place, UdpOptions options, boolean isShared) {
        Descriptor socket = InetSocket.open(place, InetSocket.DATAGRAMS, 0, "udp " + place);
        try {
            if (isShared) {
                // Either is enough for those who have set it too: inet_rcv_saddr_equal's callers in net/ipv4/udp.c.
                base(socket, "SO_REUSEADDR", InetSocket.SO_REUSEADDR, 1);
                base(socket, "SO_REUSEPORT", InetSocket.SO_REUSEPORT, 1);
            }
            if (options.receiveBuffer() > 0) {
                base(socket, "SO_RCVBUF", InetSocket.SO_RCVBUF, options.receiveBuffer());
            }
            if (options.sendBuffer() > 0) {
                base(socket, "SO_SNDBUF", InetSocket.SO_SNDBUF, options.sendBuffer());
            }
            base(socket, "SO_RXQ_OVFL", InetSocket.SO_RXQ_OVFL, 1);
            base(socket, "SO_TIMESTAMPNS", InetSocket.SO_TIMESTAMPNS, 1);
            base(socket, "SO_BROADCAST", InetSocket.SO_BROADCAST, 1);
            InetSocket.set(socket, "IP_RECVERR", IPPROTO_IP, IP_RECVERR, 1);
            if (place.isIpv6()) {
                InetSocket.set(socket, "IPV6_RECVERR", InetSocket.IPPROTO_IPV6, IPV6_RECVERR, 1);
            }
            InetSocket.bind(socket, place);
            return new UdpSocket(socket, place.isIpv6(), options.room());
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static void base(Descriptor socket, String name, int option, int value) {
        InetSocket.set(socket, name, InetSocket.SOL_SOCKET, option, value);
    }

    /**
     * The name under which this socket reaches, and hears, that place; empty if the socket has IPv4 only, and the place
     * is not there.
     */
    public Optional<SocketName> name(InetPlace place) {
        return place.isIpv6() && !six
                ? Optional.empty()
                : Optional.of(six ? SocketName.mapped(place) : SocketName.of(place));
    }

    /**
     * Receives the datagrams that wait, up to {@link #BATCH}.
     *
     * @return how many; else an errno as a negative number: EAGAIN if none waits
     */
    public int receive() {
        return inbox.receive(descriptor);
    }

    /** Where the datagrams received last stand. */
    public MemorySegment memory() {
        return inbox.memory();
    }

    /** Where datagram {@code index} begins in it. */
    public long offset(int index) {
        return inbox.offset(index);
    }

    /** Its bytes that are there. */
    public int length(int index) {
        return inbox.length(index);
    }

    /** Whether it had more. */
    public boolean isTruncated(int index) {
        return inbox.isTruncated(index);
    }

    /** When it was received, in nanoseconds of CLOCK_REALTIME. */
    public long stamp(int index) {
        return inbox.stamp(index);
    }

    /** Whether it came from that address and port. */
    public boolean isFrom(int index, SocketName name) {
        return inbox.isFrom(index, name);
    }

    /** Whether it came from that address, whatever the port. */
    public boolean isFromAddress(int index, SocketName name) {
        return inbox.isFromAddress(index, name);
    }

    /** Whence it came. Allocates: for those who are strangers. */
    public InetPlace source(int index) {
        return inbox.source(index);
    }

    /** Datagrams that this socket lost because its SO_RCVBUF was used up, until the last received one was queued. */
    public long dropped() {
        return inbox.dropped();
    }

    /**
     * Datagram {@code index} of the next {@link #send}.
     *
     * @param index 0 to {@link #BATCH} - 1
     */
    public void prepare(int index, SocketName to, MemorySegment memory, long offset, int length) {
        outbox.prepare(index, to, memory, offset, length);
    }

    /**
     * Sends the datagrams {@code from} to {@code to - 1} that were prepared, in order, until one does not go:
     * {@link #sendErrno} says why. None behind it was tried.
     *
     * @return how many were sent
     */
    public int send(int from, int to) {
        return outbox.send(descriptor, from, to);
    }

    /** The errno that ended the last {@link #send}, such as EAGAIN, ENOBUFS, ENETUNREACH; 0 if all were sent. */
    public int sendErrno() {
        return outbox.errno();
    }

    /**
     * Takes one message of ICMP about a datagram that was sent: epoll's ERR tells that there is one.
     *
     * @return its errno, such as ECONNREFUSED if nobody listens there; 0 if there is none
     */
    public int error() {
        return errors.take(descriptor);
    }

    /** Whether the datagram of the last {@link #error} was for that place. */
    public boolean isErrorOf(SocketName name) {
        return errors.isOf(name);
    }

    /** With the port that it got. */
    public InetPlace local() {
        return InetSocket.local(descriptor);
    }

    /** For an epoll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
