package org.buslane.node.recording;

import java.util.Optional;
import org.buslane.core.recording.Recorded;
import org.buslane.node.NodeException;

/** Reads a recording from its beginning on. Owned by one thread. */
public interface RecordingReader {
    /**
     * The next frame; empty at the end.
     *
     * @throws NodeException naming the place that is malformed, or why it cannot be read
     */
    Optional<Recorded> next();

    /** What is wrong with the frame read last, with its place. */
    NodeException mistake(String what);

    /** Parts of the recording so far that might have been a frame and are none: another network's packets, cut ones. */
    long leftOut();
}
