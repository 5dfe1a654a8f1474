package org.buslane.core.policy;

/** A text that is no list of rules. The message is one sentence: which rule, the column, what is wrong there. */
public final class BadRuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int column;

    BadRuleException(String rule, int column, String what) {
        super("rule \"%s\", column %d: %s".formatted(rule, column, what));
        this.column = column;
    }

    BadRuleException(int column, String sentence) {
        super("column %d: %s".formatted(column, sentence));
        this.column = column;
    }

    /** Where it went wrong in the list, from 1. */
    public int column() {
        return column;
    }
}
