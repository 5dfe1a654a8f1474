package org.buslane.linux.inet;

import org.buslane.linux.Descriptor;

/** How every TCP connection here is: nothing waits for more to send with it, and a peer that was switched off is missed. */
final class TcpOptions {
    static final int IPPROTO_TCP = 6;
    static final int TCP_QUICKACK = 12;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final int TCP_NOTSENT_LOWAT = 25;

    /** Seconds until a peer that was switched off is missed. */
    private static final int MISSED_AFTER = 10;

    private TcpOptions() {}

    /** Also of a listening socket, whose connections get them all: tcp_create_openreq_child copies the struct. */
    static void set(Descriptor socket) {
        InetSocket.set(socket, "TCP_NOTSENT_LOWAT", IPPROTO_TCP, TCP_NOTSENT_LOWAT, TcpConnection.QUEUED);
        InetSocket.set(socket, "TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1);
        InetSocket.set(socket, "SO_KEEPALIVE", InetSocket.SOL_SOCKET, InetSocket.SO_KEEPALIVE, 1);
        InetSocket.set(socket, "TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, MISSED_AFTER / 2);
        InetSocket.set(socket, "TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, 1);
        InetSocket.set(socket, "TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, MISSED_AFTER / 2);
    }

    /**
     * Ends the connection if what was sent is not acknowledged in time. Not for a peer with a window smaller than what
     * is sent at once: tcp_probe_timer counts on, however often it acknowledges, until all of that fits into its window.
     */
    static void userTimeout(Descriptor socket) {
        InetSocket.set(socket, "TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT, MISSED_AFTER * 1000);
    }
}
