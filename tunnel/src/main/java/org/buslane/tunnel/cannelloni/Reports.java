package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;

/**
 * When a datagram to a peer ends with a {@link Trailer}, and what the peer's trailers said. The first datagrams have one,
 * and every now and then another, which makes the peer known if it is a Buslane; one that is known gets ten in a second,
 * in datagrams without frames if there are no others. Owned by one thread; the clocks are passed in.
 */
final class Reports {
    private static final long MILLI = 1_000_000;

    /** Between two trailers to a peer that takes them. */
    static final long INTERVAL = 100 * MILLI;

    /** Between two that ask a peer who has not answered. */
    static final long ASK_AGAIN = 10_000 * MILLI;

    /** A peer that was not heard for so long is asked again, as if for the first time. */
    static final long FORGOTTEN = 30_000 * MILLI;

    /** How many of the first datagrams ask, as any of them can be lost. */
    static final int FIRST = 4;

    private final boolean isOn;
    private final Delay delay = new Delay();
    private boolean isKnown;
    private boolean isAnswered = true;
    private int first = FIRST;
    private long lastSent;
    private long lastCame;
    private long echo;
    private long peerDatagrams;
    private long peerLost;
    private long peerReceived;
    private long peerSent;

    Reports(boolean isOn) {
        this.isOn = isOn;
    }

    /** Whether the next datagram is to have one, if it goes now. */
    boolean isDue(long now) {
        if (!isOn) {
            return false;
        }
        forget(now);
        if (isKnown) {
            return now - lastSent >= INTERVAL;
        }
        return first > 0 || now - lastSent >= ASK_AGAIN;
    }

    private void forget(long now) {
        if (isKnown && now - lastCame >= FORGOTTEN) {
            isKnown = false;
            first = FIRST;
        }
    }

    /**
     * When a datagram of its own is worth while: the peer has said something that waits for an answer. Long.MAX_VALUE is
     * never.
     */
    long due() {
        return isOn && isKnown && !isAnswered ? lastSent + INTERVAL : Long.MAX_VALUE;
    }

    /** Writes the {@link Trailer#SIZE} bytes of one. */
    void write(
            MemorySegment memory,
            long at,
            long now,
            long realtime,
            SequenceWatch watch,
            long datagrams,
            long received,
            long sent) {
        Trailer.write(memory, at, realtime, echo, echo == 0 ? 0 : (now - lastCame) / 1000);
        Trailer.writeCounts(memory, at, datagrams, watch.lost(), received, sent);
        lastSent = now;
        isAnswered = true;
        first = Math.max(0, first - 1);
    }

    /**
     * Reads one, if it stands between {@code at} and {@code end} of a received datagram.
     *
     * @param hadFrames whether there were frames in front of it: then it is answered
     */
    void read(MemorySegment memory, long at, long end, boolean hadFrames, long now, long realtime) {
        if (!isOn || !Trailer.isAt(memory, at, end)) {
            return;
        }
        long stamp = Trailer.stamp(memory, at);
        delay.came(stamp, realtime);
        delay.echoed(Trailer.echo(memory, at), Trailer.heldMicros(memory, at), realtime);
        peerDatagrams = Trailer.datagrams(memory, at);
        peerLost = Trailer.lost(memory, at);
        peerReceived = Trailer.received(memory, at);
        peerSent = Trailer.sent(memory, at);
        echo = stamp;
        lastCame = now;
        // Two who only answer each other's answers would never stop.
        isAnswered &= isKnown && !hadFrames;
        isKnown = true;
    }

    /** Whether the peer has said such a thing lately. */
    boolean isKnown() {
        return isKnown;
    }

    Delay delay() {
        return delay;
    }

    /** Of our datagrams, those that came to the peer. */
    long peerDatagrams() {
        return peerDatagrams;
    }

    /** Of our datagrams, those that the peer has missed. */
    long peerLost() {
        return peerLost;
    }

    /** Of our frames, those that came to the peer. */
    long peerReceived() {
        return peerReceived;
    }

    /** Frames that the peer has sent us. */
    long peerSent() {
        return peerSent;
    }
}
