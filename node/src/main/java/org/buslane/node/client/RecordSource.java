package org.buslane.node.client;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.text.Direction;

/** A bus that is recorded. Belongs to one platform thread, but {@link #end} may come from any. */
interface RecordSource extends AutoCloseable {
    String name();

    /** Waits for frames; a batch of none means that {@link #end} was called. Overwritten by the next call. */
    FrameBatch receive();

    /** When frame {@code i} of the last batch was on the bus, in nanoseconds since 1970. */
    long stamp(int i);

    /** Where that frame came from, as far as the socket tells. */
    Direction direction(int i);

    /** Frames that were lost so far because the recording was slower than the bus. */
    long lost();

    /** Whoever waits in {@link #receive} is told that it is the end. */
    void end();

    @Override
    void close();
}
