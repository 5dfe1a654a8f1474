package org.buslane.tunnel;

import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;

/** What a {@link Tunnel} may do with its bus. Owned by the bus's thread. */
public interface BusSide {
    /**
     * Puts a frame, in the kernel's layout, onto the bus. The frame is copied.
     *
     * @param expires when it is of no use any more, on {@link #now}'s clock; Long.MAX_VALUE is never
     * @return whether there was room among those that wait
     */
    boolean say(MemorySegment memory, long offset, int size, long expires);

    /** Nanoseconds of the monotonic clock; it may stand still until the turn of the bus that is being made is over. */
    long now();

    /** Nanoseconds of the same clock, which goes on within a turn: for who measures what one costs. */
    default long moment() {
        return now();
    }

    /** Nanoseconds since 1970. */
    long realtime();

    /** The largest frame that the bus carries now, in bytes; 0 while it is away. */
    int mtu();

    /** Waits for a descriptor: {@link Tunnel#ready}. One at a time: who has several gives an epoll of its own. */
    void watch(Descriptor descriptor, int events);

    /** Before the descriptor is closed. */
    void unwatch(Descriptor descriptor);
}
