package org.buslane.tunnel.line;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.linux.Descriptor;

/**
 * A connection that has been made, in the clear or by TLS. Never blocks and throws nothing, as connections are cut every
 * day: an errno is a negative number. Used by one thread at a time, which may change between two calls.
 */
public interface Line extends AutoCloseable {
    /** For an epoll. */
    Descriptor descriptor();

    /**
     * Reads into native memory. Read again until it says EAGAIN: what it keeps itself makes no descriptor readable.
     *
     * @return bytes; 0 at the end; a negative errno, EAGAIN if nothing has come
     */
    int read(MemorySegment target, long offset, int most);

    /**
     * Takes bytes of native memory to the other side.
     *
     * @return how many it took, perhaps fewer than were given; a negative errno, EAGAIN if there is no room now
     */
    int write(MemorySegment source, long offset, int count);

    /** Whether bytes that it took still wait for room: {@link #flush} when the descriptor is writable. */
    default boolean isStuck() {
        return false;
    }

    /** @return 0, or a negative errno that ends the connection */
    default int flush() {
        return 0;
    }

    /** Why it ended, in a sentence about the other side, if more is known than an errno says. */
    default Optional<String> why() {
        return Optional.empty();
    }

    /** At once: what was taken and has not gone is lost. */
    @Override
    void close();
}
