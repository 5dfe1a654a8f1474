package org.buslane.virtual.ecu;

import java.util.List;

/** What stands between two numbers; those that bind tighter come later. Comparing gives 1 or 0. */
public enum Operator {
    OR("||", 0),
    AND("&&", 1),
    EQUAL("==", 2),
    UNEQUAL("!=", 2),
    AT_MOST("<=", 2),
    AT_LEAST(">=", 2),
    BELOW("<", 2),
    ABOVE(">", 2),
    PLUS("+", 3),
    MINUS("-", 3),
    TIMES("*", 4),
    BY("/", 4),
    REST("%", 4),
    BITS("&", 4);

    /** In the order in which they are looked for: none is the beginning of a later one. */
    private static final List<Operator> LONGEST_FIRST =
            List.of(OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, BELOW, ABOVE, PLUS, MINUS, TIMES, BY, REST, BITS);

    private final String sign;
    private final int rank;

    Operator(String sign, int rank) {
        this.sign = sign;
        this.rank = rank;
    }

    String sign() {
        return sign;
    }

    int rank() {
        return rank;
    }

    static List<Operator> all() {
        return LONGEST_FIRST;
    }

    /** What is divided by 0 is 0: an ECU has no way to say that it cannot be. */
    long apply(long left, long right) {
        return switch (this) {
            case OR -> truth(left != 0 || right != 0);
            case AND -> truth(left != 0 && right != 0);
            case EQUAL -> truth(left == right);
            case UNEQUAL -> truth(left != right);
            case AT_MOST -> truth(left <= right);
            case AT_LEAST -> truth(left >= right);
            case BELOW -> truth(left < right);
            case ABOVE -> truth(left > right);
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case BY -> right == 0 ? 0 : left / right;
            case REST -> right == 0 ? 0 : left % right;
            case BITS -> left & right;
        };
    }

    private static long truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
