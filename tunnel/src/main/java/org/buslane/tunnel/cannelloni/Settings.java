package org.buslane.tunnel.cannelloni;

import java.util.Objects;

/**
 * How a tunnel behaves to all of its peers.
 *
 * @param maxAge nanoseconds after which a frame that could not be put onto the bus, or sent to a peer, is of no use any
 *     more, not counting {@code timeout}; 0 is never. cannelloni's {@code -x}
 * @param timeout nanoseconds for which a frame may wait for others to fill a datagram; 0 sends as soon as all that
 *     waited on the bus has been heard, and so does what is less than {@link #SHORTEST_WAIT}. cannelloni's {@code -t}
 * @param timeouts of single ids; without effect if {@code timeout} is 0. cannelloni's {@code -T}
 * @param sort whether frames stand in the order of their ids within a datagram. cannelloni's {@code -s}
 * @param anyPeer whether frames from addresses that are no peer's are taken. cannelloni's {@code -p}
 * @param queue bytes that may wait for one peer
 * @param reports whether peers are told, behind the frames of a datagram now and then, what another Buslane makes a loss
 *     report of. cannelloni ignores it
 */
public record Settings(
        long maxAge, long timeout, TimeoutTable timeouts, boolean sort, boolean anyPeer, int queue, boolean reports) {
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3600_000 * MILLI;

    /**
     * Who says {@code -t 1} wants no wait: setting a timer and being woken by it costs more than the rest of a frame's way,
     * and takes longer than until the bus has no more.
     */
    public static final long SHORTEST_WAIT = 50_000;

    /** What waits for a peer if nothing is said: two seconds of a full bus of 1 Mbit/s. */
    public static final int USUAL_QUEUE = 256 * 1024;

    /** The least: what one batch of FD frames can take. */
    public static final int LEAST_QUEUE = 8 * 1024;

    public static final int MOST_QUEUE = 64 * 1024 * 1024;

    /** Where nothing is said. */
    public static final Settings USUAL =
            new Settings(100 * MILLI, 0, TimeoutTable.EMPTY, false, false, USUAL_QUEUE, true);

    /** What cannelloni does if no flag says something else. */
    public static final Settings ORIGINAL =
            new Settings(2000 * MILLI, 100 * MILLI, TimeoutTable.EMPTY, false, false, USUAL_QUEUE, true);

    public Settings {
        Objects.requireNonNull(timeouts, "timeouts is null");
        requireTime("a frame's greatest age", maxAge);
        requireTime("a timeout", timeout);
        timeout = timeout < SHORTEST_WAIT ? 0 : timeout;
        if (queue < LEAST_QUEUE || queue > MOST_QUEUE) {
            throw new IllegalArgumentException(
                    "a queue has %d to %d bytes, not %d".formatted(LEAST_QUEUE, MOST_QUEUE, queue));
        }
    }

    private static void requireTime(String what, long nanos) {
        if (nanos < 0 || nanos > HOUR) {
            throw new IllegalArgumentException("%s is 0 to 1 hour, not %d ns".formatted(what, nanos));
        }
    }

    /** When a frame of now is of no use any more. */
    long expiry(long now) {
        return maxAge == 0 ? Long.MAX_VALUE : now + maxAge;
    }
}
