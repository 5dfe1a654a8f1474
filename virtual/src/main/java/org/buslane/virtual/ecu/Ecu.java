package org.buslane.virtual.ecu;

import java.util.function.Consumer;
import org.buslane.core.frame.Frame;

/**
 * A simulated ECU at work. It hears what others send, never itself, and sends nothing before its {@link #turn}, so that
 * two that answer each other leave others theirs. Times are nanoseconds since it was started.
 */
public interface Ecu {
    /** {@link #due} of one that waits for frames only. */
    long NEVER = Long.MAX_VALUE;

    /** Whether frames with this {@code can_id} word matter to it. */
    boolean listensTo(int idWord);

    /** A frame of another's was sent. */
    void hear(Frame frame, long now);

    /** Sends what is due. */
    void turn(long now, Consumer<Frame> bus);

    /** When {@link #turn} is to be called next: not before now, or {@link #NEVER}. */
    long due();

    /** Frames so far that a declared fault kept from the bus. */
    long withheld();

    /** Answers that were not given since too many were waiting for their time. */
    long overflows();
}
