package org.buslane.virtual.ecu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link Expression}: numbers ({@code 10}, {@code 0x1F}), names of variables, the signs of {@link Operator},
 * a minus in front, and parentheses.
 */
public final class ExpressionParser {
    /** Longer ones are mistakes, and parentheses in one of this length do not go too deep. */
    static final int LONGEST = 200;

    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private final String text;
    private final List<String> names;
    private int at;

    private ExpressionParser(String text, List<String> names) {
        this.text = text;
        this.names = names;
    }

    /**
     * Reads all of {@code text}.
     *
     * @param names of the variables there are, by their places
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Expression parse(String text, List<String> names) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "an expression has at most %d characters, not %d".formatted(LONGEST, text.length()));
        }
        ExpressionParser parser = new ExpressionParser(text, names);
        Expression expression = parser.operation(0);
        if (parser.at < text.length()) {
            throw parser.wrong("an operator");
        }
        return expression;
    }

    private Expression operation(int rank) {
        Expression left = operand();
        for (Operator operator = operator(rank); operator != null; operator = operator(rank)) {
            left = new Expression.Operation(operator, left, operation(operator.rank() + 1));
        }
        return left;
    }

    /** The one that stands here, if it binds tight enough; else null, and nothing is read. */
    private @Nullable Operator operator(int rank) {
        skipBlanks();
        for (Operator operator : Operator.all()) {
            if (text.startsWith(operator.sign(), at)) {
                if (operator.rank() < rank) {
                    return null;
                }
                at += operator.sign().length();
                return operator;
            }
        }
        return null;
    }

    private Expression operand() {
        skipBlanks();
        if (take('(')) {
            Expression inner = operation(0);
            skipBlanks();
            if (!take(')')) {
                throw wrong("')'");
            }
            skipBlanks();
            return inner;
        }
        if (take('-')) {
            return new Expression.Operation(Operator.MINUS, new Expression.Constant(0), operand());
        }
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            throw wrong("a number or a variable");
        }
        skipBlanks();
        return Character.isDigit(word.charAt(0)) ? number(word) : variable(word);
    }

    private static Expression number(String word) {
        try {
            boolean hex = word.startsWith("0x");
            return new Expression.Constant(Long.parseLong(hex ? word.substring(2) : word, hex ? HEX : DECIMAL));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no number", e);
        }
    }

    private Expression variable(String word) {
        int place = names.indexOf(word);
        if (place < 0) {
            throw new IllegalArgumentException("'%s' is no variable of this ECU; %s"
                    .formatted(
                            word, names.isEmpty() ? "it has no 'state'" : "'state' has " + String.join(", ", names)));
        }
        return new Expression.Reference(place);
    }

    private boolean take(char sign) {
        boolean there = at < text.length() && text.charAt(at) == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String seen = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException(
                "'%s' has %s at character %d where %s is expected".formatted(text, seen, at + 1, expected));
    }
}
