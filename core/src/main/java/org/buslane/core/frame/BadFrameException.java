package org.buslane.core.frame;

/** Bytes that are no CAN frame. The message is one sentence that says why. */
public final class BadFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadFrameException(String sentence) {
        super(sentence);
    }
}
