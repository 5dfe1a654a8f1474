package org.buslane.lane;

/** A lane cannot be: a sentence for people that names it and says why. */
public final class LaneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaneException(String sentence) {
        super(sentence);
    }

    public LaneException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
