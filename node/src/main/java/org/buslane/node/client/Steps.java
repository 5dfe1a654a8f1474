package org.buslane.node.client;

import org.buslane.core.recording.Recorded;

/** Whoever has a say before each frame of a recording. */
public interface Steps {
    /** Nobody. */
    Steps NONE = frame -> true;

    /** Waits until the frame may be sent; false if it and all behind it are not to be. */
    boolean mayGo(Recorded frame);
}
