package org.buslane.tunnel.socketcand;

import org.buslane.core.frame.FrameBatch;

/**
 * What a client's connection is now, beyond what all modes know: echo, switches and the frames of raw mode. Made when a
 * client switches to it and closed when it leaves or goes. Owned by the bus's thread.
 */
interface SessionMode extends AutoCloseable {
    /** @return whether it knows such a command; if not, the client is told so */
    boolean command(Command command, long now);

    /** Whether this mode sends frames by {@code < send … >}; if not the word is unknown here. */
    boolean sends();

    /**
     * Which of these frames it would {@link #hear}, if the client may read them: none in raw mode, which hears by the reel,
     * and in control mode.
     *
     * @param own this very client said them
     */
    default long wants(FrameBatch batch, long selected, boolean own) {
        return 0;
    }

    /** Frames of the bus that it wants and the client may read. */
    default void hear(FrameBatch batch, long selected, boolean own, long now) {}

    /** When {@link #run} is to be called; Long.MAX_VALUE is never. */
    long due();

    void run(long now);

    @Override
    void close();
}
