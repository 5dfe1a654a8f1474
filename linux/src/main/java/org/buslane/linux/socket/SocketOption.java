package org.buslane.linux.socket;

/** Options of SOL_SOCKET whose value is an int: asm-generic/socket.h, the same on x86-64 and aarch64. */
public enum SocketOption {
    SO_TYPE(3),
    /** The pending error; reading takes it away. */
    SO_ERROR(4),
    /** The kernel doubles what is set, and returns it doubled: its own overhead counts. */
    SO_SNDBUF(7),
    SO_RCVBUF(8),
    /** 1: received messages carry their sender's credentials. */
    SO_PASSCRED(16),
    SO_RCVLOWAT(18),
    SO_ACCEPTCONN(30),
    /** SO_SNDBUF beyond net.core.wmem_max; takes CAP_NET_ADMIN. */
    SO_SNDBUFFORCE(32),
    SO_RCVBUFFORCE(33),
    SO_DOMAIN(39);

    final int number;

    SocketOption(int number) {
        this.number = number;
    }
}
