package org.buslane.core.policy;

/** What a lane or a peer does with a frame: both seen from its side, not from the bus. */
public enum Access {
    /** It receives frames from the bus. */
    READ,
    /** It sends frames to the bus. */
    WRITE
}
