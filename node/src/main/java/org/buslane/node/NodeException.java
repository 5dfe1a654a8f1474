package org.buslane.node;

/** What went wrong, as one sentence for the person at the command line. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NodeException(String sentence) {
        super(sentence);
    }

    public NodeException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
