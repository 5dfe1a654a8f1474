package org.buslane.virtual;

import java.util.Optional;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;

/**
 * A participant that lives in the gateway: a simulated ECU, an adapter. It hears a bus, speaks on it, and has
 * its times. Called on the gateway's thread only, which it must never hold up; a fault of its own ends it and
 * nobody else.
 *
 * <p>A gateway that is killed ends its residents with it: what they had said and not everybody had got yet is
 * lost to some, nobody gets it twice, and the next gateway opens them anew, with counts from zero.
 */
public interface Resident extends AutoCloseable {
    /**
     * Frames of others. What it says now goes out when they have reached everybody.
     *
     * @param selected bit i stands for frame i of the batch, which is valid during this call only
     * @param heard counts each of them as delivered or as dropped; {@code in} is counted
     */
    void hear(FrameBatch batch, long selected, Ledger heard);

    /** When {@link #run} is to be called, on {@link Voice#now}'s clock; Long.MAX_VALUE is never. */
    long due();

    void run(long now);

    /** What it waits for by {@link Voice#watch} is ready: {@code events} as {@link org.buslane.linux.Epoll} has them. */
    default void ready(int events) {}

    /** What it says of itself in the status; empty if there is nothing to say. */
    default Optional<? extends ResidentReport> report() {
        return Optional.empty();
    }

    @Override
    void close();
}
