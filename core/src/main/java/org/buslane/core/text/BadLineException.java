package org.buslane.core.text;

/** A text that is no frame or no log line. The message is one sentence: the column, and what is wrong there. */
public final class BadLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int column;

    public BadLineException(int column, String sentence) {
        super("column %d: %s".formatted(column, sentence));
        this.column = column;
    }

    /** Where it went wrong, from 1; one behind the last character if the text ends too early. */
    public int column() {
        return column;
    }
}
