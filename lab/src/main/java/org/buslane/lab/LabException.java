package org.buslane.lab;

/** Why there is no lab, or none any more: one sentence for the person at the command line. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabException(String sentence) {
        super(sentence);
    }

    public LabException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
