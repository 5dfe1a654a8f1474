package org.buslane.lab.supply;

/** Something a lab is made of cannot be had; the message is one sentence for the person who asked. */
public final class SupplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SupplyException(String sentence) {
        super(sentence);
    }

    public SupplyException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
