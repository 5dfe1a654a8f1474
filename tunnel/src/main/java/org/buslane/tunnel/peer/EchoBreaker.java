package org.buslane.tunnel.peer;

import java.util.Arrays;

/**
 * Trips when a peer keeps sending back what it was sent: then somebody else carries frames between the same two buses,
 * and each of them would go round for ever, as nothing on the wire counts hops. Open, nothing is sent to the peer or
 * taken from it; after a pause, longer each time, it closes again. Frames are known by a hash, the last {@value #SLOTS}
 * of them at most. Owned by one thread; allocates nothing after construction.
 */
public final class EchoBreaker {
    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long SECOND = 1_000_000_000;

    /** A frame that comes back later than that is another one with the same content. */
    static final long MEMORY = SECOND;

    /** What is said of a peer meanwhile. */
    public static final String NOTE = "a loop: it sends back what it is sent, so nothing is carried for now";

    /** So many of one {@link #WINDOW}, and at least half of all that came in it, are a loop. */
    public static final int ECHOES = 64;

    static final long WINDOW = SECOND;
    /** Nanoseconds for which nothing is carried the first time. */
    public static final long FIRST_PAUSE = 5 * SECOND;

    static final long LONGEST_PAUSE = 300 * SECOND;

    private final long[] hashes = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private long window;
    private int echoes;
    private int others;
    private boolean isOpen;
    private long closes;
    private long pause;
    private long trips;
    private long all;

    /** @param now nanoseconds of a clock that never goes back */
    public EchoBreaker(long now) {
        window = now;
        Arrays.fill(times, now - MEMORY);
    }

    /** A frame is sent to the peer. */
    public void sent(long hash, long now) {
        int slot = slot(hash);
        hashes[slot] = hash;
        times[slot] = now;
    }

    /** A frame came from the peer. */
    public void received(long hash, long now) {
        if (now - window >= WINDOW) {
            window = now;
            echoes = 0;
            others = 0;
        }
        int slot = slot(hash);
        if (hashes[slot] != hash || now - times[slot] >= MEMORY) {
            others++;
            return;
        }
        // Each frame sent explains one that comes back.
        times[slot] = now - MEMORY;
        all++;
        echoes++;
        if (echoes >= ECHOES && echoes >= others) {
            trip(now);
        }
    }

    private void trip(long now) {
        if (trips == 0 || now - closes >= LONGEST_PAUSE) {
            pause = FIRST_PAUSE;
        }
        isOpen = true;
        trips++;
        closes = now + pause;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        echoes = 0;
        others = 0;
    }

    /** Whether frames are kept from the peer and from the bus now. */
    public boolean isOpen(long now) {
        if (isOpen && now - closes >= 0) {
            isOpen = false;
            window = now;
            Arrays.fill(times, now - MEMORY);
        }
        return isOpen;
    }

    /** Whether it was open when it was last asked. */
    public boolean isTripped() {
        return isOpen;
    }

    /** What the log says when it trips. */
    public String warning(String peer) {
        return "%s sends back what it is sent (%d frames until now): another tunnel makes a loop, and nothing is carried for a while"
                .formatted(peer, all);
    }

    /** How often it tripped. */
    public long trips() {
        return trips;
    }

    /** Frames that came back. */
    public long echoes() {
        return all;
    }

    private static int slot(long hash) {
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }
}
