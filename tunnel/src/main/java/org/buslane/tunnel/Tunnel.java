package org.buslane.tunnel;

import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;

/**
 * A bus carried over IP: hears the bus, and says on it what its peers say. Called on the bus's thread only, which it
 * must never hold up. What one peer says the others of the same tunnel hear by the tunnel itself.
 */
public interface Tunnel extends AutoCloseable {
    /**
     * Frames of the bus, none of which this tunnel said.
     *
     * @param selected bit i stands for frame i of the batch, which is valid during this call only
     * @param heard counts each of them as delivered, if any peer is to get it, or as dropped; {@code in} is counted
     */
    void hear(FrameBatch batch, long selected, Ledger heard);

    /** All that waited on the bus has been heard: nothing is gained by waiting for more. */
    void drained();

    /** When {@link #run} is to be called, on {@link BusSide#now}'s clock; Long.MAX_VALUE is never. */
    long due();

    void run(long now);

    /** What it waits for by {@link BusSide#watch} is ready: {@code events} as {@link org.buslane.linux.Epoll} has them. */
    void ready(int events);

    TunnelReport report();

    @Override
    void close();
}
