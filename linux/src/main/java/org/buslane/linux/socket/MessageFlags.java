package org.buslane.linux.socket;

/** MSG_ flags of linux/socket.h. Sending always adds NOSIGNAL, receiving CMSG_CLOEXEC. */
public final class MessageFlags {
    public static final int PEEK = 0x02;

    /** Received from CAN_RAW: a socket of this host sent the frame. */
    public static final int DONTROUTE = 0x04;

    /** Received: some control data did not fit, descriptors among it are lost. */
    public static final int CTRUNC = 0x08;

    /** Received: the record was longer than its buffer. Asked for: report the length it had. */
    public static final int TRUNC = 0x20;

    public static final int DONTWAIT = 0x40;
    public static final int EOR = 0x80;

    /** Received from CAN_RAW: this very socket sent the frame. */
    public static final int CONFIRM = 0x800;

    /** recvmmsg: wait for the first message only. */
    public static final int WAITFORONE = 0x10000;

    /** EPIPE instead of a signal that HotSpot would catch and drop. */
    static final int NOSIGNAL = 0x4000;

    /** Descriptors that arrive do not leak into programs that are started. */
    static final int CMSG_CLOEXEC = 0x40000000;

    private MessageFlags() {}
}
