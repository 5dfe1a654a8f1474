package org.buslane.core.recording;

/** Bytes that are not what their format allows. The message is one sentence: where, and what is wrong there. */
public final class BadRecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRecordingException(String sentence) {
        super(sentence);
    }

    /** @param offset of the byte at which the wrong thing begins, from the recording's start */
    public BadRecordingException(long offset, String sentence) {
        this("offset %d: %s".formatted(offset, sentence));
    }
}
