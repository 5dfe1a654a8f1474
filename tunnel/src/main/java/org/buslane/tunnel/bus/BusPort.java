package org.buslane.tunnel.bus;

import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.can.SendEnd;

/**
 * A bus as its thread hears it and speaks on it, whatever it is made of. What it sends it does not hear. No call blocks,
 * and none fails: what happens to the bus shows in its state, and it comes back by itself, by {@link #run}. Made by any
 * thread, used by one only.
 */
public interface BusPort extends AutoCloseable {
    /** What the bus is called. */
    String name();

    PortState state();

    /** One line: why it is not up; empty if it is. */
    String note();

    /** The largest frame it carries now, in bytes; 0 unless it is up. */
    int mtu();

    /** Readable when there is something to {@link #receive}; empty while there is nothing to wait for. */
    Optional<Descriptor> descriptor();

    /**
     * Receives the frames that wait, up to 64, into slots of {@link FrameBatch#stride} bytes of native memory, enough
     * for XL, and stamps each if it knows when it came.
     *
     * @return how many; less than 64 says that no more wait
     */
    int receive(FrameBatch batch);

    /** Frames of the bus that were lost before they could be received, as far as it is known; it only grows. */
    long dropped();

    /** The same until now; may be a system call. */
    long droppedUntilNow();

    /**
     * Sends frames in order until one does not go: {@link #sendEnd} says why.
     *
     * @return how many were sent
     */
    int send(FrameBatch batch, int from, int to);

    /** What ended the last {@link #send}. DOWN and GONE say that the {@link #state} is no longer up. */
    SendEnd sendEnd();

    /** When {@link #run} is to be called, in nanoseconds of the monotonic clock; Long.MAX_VALUE is never. */
    long due();

    /** Looks whether the bus is there, and up. */
    void run(long now);

    @Override
    void close();
}
