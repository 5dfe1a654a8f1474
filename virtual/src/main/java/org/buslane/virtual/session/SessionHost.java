package org.buslane.virtual.session;

import java.lang.foreign.MemorySegment;

/** What a {@link Session} may do. Owned by the gateway's thread. */
public interface SessionHost {
    /**
     * Puts a frame onto the bus behind an interface, as can_send() of net/can/af_can.c with loopback. The lane's
     * policy judges it; what that drops is counted, and not told.
     *
     * @return 0, or EINVAL, EMSGSIZE, ENODEV, ENETDOWN, or ENOBUFS if too many wait already
     */
    int publish(int index, MemorySegment memory, long offset, int size);

    /** As {@link #publish}, but only asks. */
    int check(int index, MemorySegment memory, long offset, int size);

    /**
     * Puts a record into the program's queue.
     *
     * @param data native memory
     * @param index of the interface in the record's source address
     * @param flags LOCAL, OWN of {@link org.buslane.virtual.wire.Trailer}
     * @param stamp nanoseconds of CLOCK_REALTIME; 0 is now
     * @return whether there was room; if not the loss is counted as SO_RXQ_OVFL has it
     */
    boolean tell(MemorySegment data, int index, int flags, long stamp);

    /** Makes {@code errno} the pending error of the socket. */
    void raise(int errno);

    /** Whether the lane has an interface of this index. */
    boolean has(int index);

    /** Whether that interface is up. */
    boolean isUp(int index);

    /** Its MTU in bytes; 0 if there is none. */
    int mtu(int index);

    /** What getsockname() and `status` say it is bound to. */
    void bound(int index);

    /** It is not bound. */
    void unbound();

    /**
     * Memory of the socket's that outlives this gateway: some thousand bytes, at first all 0. What does not fit is
     * lost should the gateway be killed.
     */
    MemorySegment kept();

    /** Of the lane: whatever grows as programs like is taken from it first. */
    Budget budget();

    /** Nanoseconds of the monotonic clock. */
    long now();
}
