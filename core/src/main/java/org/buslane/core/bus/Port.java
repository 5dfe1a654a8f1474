package org.buslane.core.bus;

import org.buslane.core.frame.FrameBatch;

/** One that hears a bus. Called on the bus's thread only. */
public interface Port {
    /** Where this port stands among the others: all hear a batch in ascending rank. */
    int rank();

    /**
     * Takes or drops, and counts, the selected frames. Must not block and must not keep the batch.
     *
     * @param selected bit i stands for frame i
     */
    void deliver(FrameBatch batch, long selected, Origin origin);
}
