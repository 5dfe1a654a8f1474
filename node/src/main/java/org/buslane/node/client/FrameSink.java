package org.buslane.node.client;

import org.buslane.core.frame.Frame;
import org.buslane.node.NodeException;

/** Where a command's frames go: one bus. */
interface FrameSink extends AutoCloseable {
    /** @throws NodeException if this bus does not carry frames of this kind */
    void check(Frame frame);

    /** Hands the frame over, and waits while the bus is behind. */
    void send(Frame frame);

    /**
     * Waits until the gateway has taken every frame.
     *
     * @throws NodeException if some did not get onto the bus, saying how many and why
     */
    void flush();

    @Override
    void close();
}
