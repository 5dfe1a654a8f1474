package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;

/** What a mode of a client may do. Owned by the bus's thread; nothing is allocated for a frame. */
interface SessionSide {
    /**
     * Puts a frame, in the kernel's layout, onto the bus in the client's name: judged by its policy, counted, and heard by
     * the other clients of the same bus.
     *
     * @return 0, or a positive errno: EPERM denied, EBUSY over rate, ENOBUFS full, ENETDOWN down, EMSGSIZE too large
     */
    int say(MemorySegment memory, long offset, int size);

    /**
     * Tells the client something, text of native memory that is copied.
     *
     * @param frames how many frames it tells of, which are counted as lost if there is no room
     * @return whether there was room
     */
    boolean tell(MemorySegment text, long offset, int size, int frames);

    /** Nanoseconds of the monotonic clock. */
    long now();

    /** Nanoseconds since 1970. */
    long realtime();

    /** The largest frame that the bus carries now, in bytes; 0 while it is away. */
    int mtu();

    /** Whether so many jobs and filters more may be kept, by the limits of the client. */
    boolean takeJob();

    /** One job or filter less. */
    void giveJob();
}
