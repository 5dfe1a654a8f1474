package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.linux.Descriptor;

/** What a {@link Resident} may do. Owned by the gateway's thread. */
public interface Voice {
    /**
     * Puts a frame, in the kernel's layout, onto the bus when the batch that is on its way is through.
     *
     * @return whether there was room among those that wait; if not it is counted as a full queue
     */
    boolean say(MemorySegment memory, long offset, int size);

    /** Counts frames that it made, or should have, and does not say. */
    void withhold(DropReason reason, int frames);

    /** Nanoseconds of the monotonic clock. */
    long now();

    /** Nanoseconds since 1970: what frames are stamped with. */
    long realtime();

    /** The largest frame its bus carries now, in bytes; 0 while it is down. */
    int mtu();

    /** Waits for a descriptor of the resident's too, or for other events of it: {@link Resident#ready}. One at a time. */
    void watch(Descriptor descriptor, int events);

    /** Before the descriptor is closed. */
    void unwatch(Descriptor descriptor);
}
