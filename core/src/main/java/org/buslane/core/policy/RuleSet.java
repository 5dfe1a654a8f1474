package org.buslane.core.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules in the order they are written. The first that matches a frame decides: its rate limits the
 * frame, and a frame over that rate does not fall through to a later rule.
 */
public record RuleSet(List<Rule> rules) {
    /** So that a list from a stranger's label stays small. */
    public static final int MAX_RULES = 4096;

    /** No frame matches. */
    public static final RuleSet NONE = new RuleSet(List.of());

    public RuleSet {
        rules = List.copyOf(rules);
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("%d rules, at most 4096 are possible".formatted(rules.size()));
        }
    }

    public static RuleSet of(Rule... rules) {
        return new RuleSet(List.of(rules));
    }

    /**
     * Reads a list such as {@code 123,100-1FFr,18FEF100/1FFFFF00@50/s}, or {@code all}, {@code allr},
     * {@code none}. Blanks around rules are allowed, hex digits in either case.
     *
     * @throws BadRuleException naming rule and column
     */
    public static RuleSet parse(String text) {
        return RuleParser.parse(text);
    }

    public boolean isNone() {
        return rules.isEmpty();
    }

    /** Index of the first rule that matches, or -1: the plain search that {@link Matcher} does fast. */
    public int firstMatch(int idWord) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).matches(idWord)) {
                return i;
            }
        }
        return -1;
    }

    /** The list as {@link #parse} reads it: upper case, without blanks. */
    @Override
    public String toString() {
        return isNone() ? "none" : rules.stream().map(Rule::toString).collect(Collectors.joining(","));
    }
}
