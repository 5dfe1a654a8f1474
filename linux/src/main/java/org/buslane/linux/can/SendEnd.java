package org.buslane.linux.can;

import org.buslane.linux.Errno;

/** Why sending came to its end: what happened to the first frame that did not go, or that all went. */
public enum SendEnd {
    ALL_SENT,

    /**
     * ENOBUFS: the interface's queue is full, or its traffic control dropped the frame. No event tells when it is
     * worth trying again.
     */
    QUEUE_FULL,

    /** EAGAIN: so much of this socket's is in the queue that its SO_SNDBUF is used up. Epoll's OUT tells when not. */
    BUFFER_FULL,

    /**
     * ENETDOWN: the interface is down, or was since the last call: the kernel reports that once, also when it is up
     * again. The frame may be tried again.
     */
    DOWN,

    /** ENODEV or ENXIO: the interface is deleted, and this socket bound to nothing, for good. */
    GONE,

    /** EMSGSIZE or EINVAL: no frame, or one that this interface or this socket does not take, such as FD. */
    BAD_FRAME,

    /** Another errno: {@link CanSocket#sendErrno}. */
    FAILED;

    /** Of a negative result of sendmmsg. */
    static SendEnd of(int result) {
        return switch (-result) {
            case Errno.ENOBUFS -> QUEUE_FULL;
            case Errno.EAGAIN -> BUFFER_FULL;
            case Errno.ENETDOWN -> DOWN;
            case Errno.ENODEV, Errno.ENXIO -> GONE;
            case Errno.EMSGSIZE, Errno.EINVAL -> BAD_FRAME;
            default -> FAILED;
        };
    }
}
