package org.buslane.virtual.session;

import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Errno;
import org.buslane.virtual.raw.RawOptions;

/**
 * A program's socket of a protocol above frames. Called on the gateway's thread only. What it does to the
 * world it does through the {@link SessionHost} it was made with, at any time: frames it publishes while it
 * hears others go out when those have reached everybody.
 *
 * <p>An error is 0 or a positive errno.
 */
public interface Session {
    /** {@link #send} will be answered through its {@link Later}. */
    int LATER = -1;

    /**
     * The program wrote {@code data}, which is valid during this call only.
     *
     * @param index of the interface that it was sent to by sendto(), or 0
     * @param flags ADDRESSED, BAD_ADDRESS, NONBLOCK of {@link org.buslane.virtual.wire.Request}
     * @return an error, or {@link #LATER}
     */
    int send(MemorySegment data, int index, int flags, Later later);

    /** Bytes that the last {@link #send} used, which the write returns; 0 is all. */
    default int used() {
        return 0;
    }

    /** Binds to {@code address}, as long as the program said it is. sock_no_bind() unless it can. */
    default int bind(MemorySegment address) {
        return Errno.EOPNOTSUPP;
    }

    /** As {@link #bind}. */
    default int connect(MemorySegment address) {
        return Errno.EOPNOTSUPP;
    }

    /** getsockname() or getpeername(): the address's bytes, or an error. */
    default RawOptions.Value name(boolean peer) {
        return new RawOptions.Value(Errno.EOPNOTSUPP, 0, MemorySegment.NULL);
    }

    /** An option of a level that is not SOL_SOCKET. */
    default int set(int level, int name, MemorySegment value) {
        return Errno.EOPNOTSUPP;
    }

    default RawOptions.Value get(int level, int name, int space) {
        return new RawOptions.Value(Errno.EOPNOTSUPP, 0, MemorySegment.NULL);
    }

    /** Which of the selected frames {@link #hear} would heed. Changes nothing. */
    long wanted(FrameBatch batch, long selected, int index);

    /**
     * Frames that {@link #wanted} named, from the interface {@code index}.
     *
     * @param flags LOCAL and OWN of {@link org.buslane.virtual.wire.Trailer}
     * @param now in nanoseconds of the clock that {@link #due} is told by
     */
    void hear(FrameBatch batch, long selected, int index, int flags, long now);

    /** When {@link #run} is to be called, in nanoseconds of a monotonic clock; Long.MAX_VALUE is never. */
    long due();

    void run(long now);

    /** The interface is not there any more. */
    void gone(int index);

    /** The interface has gone down. */
    void down(int index);

    /** Goes on with what an earlier gateway's session wrote to {@link SessionHost#kept}, before any other call. */
    void restore(long now);

    /** Asked when the program is gone, and again after each turn: whether all that it began has come to its end. */
    default boolean isDone() {
        return true;
    }

    /** The program is gone, and nothing of what it began is to go on. */
    void close();
}
