package org.buslane.linux.socket;

/** linux/net.h, enum sock_type. */
public enum SocketType {
    STREAM(1),
    DGRAM(2),
    /** Connected, and keeps records apart. */
    SEQPACKET(5);

    final int number;

    SocketType(int number) {
        this.number = number;
    }
}
