package org.buslane.core.isotp;

/** What becomes of a PDU that is to be sent. */
public enum SendOutcome {
    /** It is being sent. */
    STARTED,
    /** Another is being sent: EAGAIN, or a wait. */
    BUSY,
    /** It is empty, too long, or no single frame where only those are sent: EINVAL. */
    BAD_LENGTH
}
