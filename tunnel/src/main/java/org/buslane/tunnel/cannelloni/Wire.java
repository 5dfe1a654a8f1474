package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;

/**
 * One connection, from its bytes or messages to frames and back. Never blocks. Owned by the bus's thread; nothing is
 * allocated for a frame.
 */
sealed interface Wire extends AutoCloseable permits TcpWire, SctpWire {
    Descriptor descriptor();

    /** How connecting ended: 0, or its errno. */
    int result();

    /** Connected: says what has to be said first. @return 0, or a negative errno */
    int begin();

    /** Whether the other side has said what it has to say first. */
    boolean isGreeted();

    /** Queues a frame of {@code size} bytes. @return whether there was room */
    boolean add(FrameBatch batch, int index, int size, long now);

    /** Whether so much waits that it is to go now, drained or not. */
    boolean isLoaded();

    /** Frames that wait. */
    int waiting();

    /** Whether something waits for room: for {@code OUT} of epoll. */
    boolean isStuck();

    /** All that waited on the bus has been heard. @return 0, or a negative errno that ends the connection */
    int drained(long now);

    /** There is room again, or it is due. @return as {@link #drained} */
    int flush(long now);

    long due();

    /**
     * Whether what was sent is answered, asked when it is {@link #askAgain}.
     *
     * @return 0, or a negative errno that ends the connection
     */
    int ask(long now);

    /** When {@link #ask} is to be called; Long.MAX_VALUE as long as no answer is owed. */
    long askAgain();

    /** Takes away what is too old. */
    void expire(long now);

    /** Reads what has come, once. @return bytes; 0 at the end; a negative errno, EAGAIN if nothing has come */
    int receive();

    /** Whether the last {@link #receive} took all that had come, as far as that is known without asking. */
    boolean isEmptied();

    /** The next frame of what was read, in a struct of up to 72 bytes. SHORT: no more until more is read. */
    FrameReader.Found next(MemorySegment target, long offset);

    /** Bytes of the struct read last. */
    int size();

    /** What waits is lost, and counted. */
    @Override
    void close();
}
