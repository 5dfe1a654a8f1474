package org.buslane.node.gatewayrules;

import java.util.List;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.node.NodeException;

/**
 * A rule between interfaces that have names. As a text it is the words of {@code cangw}, in the order in which
 * {@code cangw -L} prints them.
 *
 * @param rule what it does; its own indexes mean nothing
 */
public record NamedRule(String from, String to, GatewayRule rule) {
    /** What stands for the interfaces in a rule that was not looked up yet. */
    static final int UNKNOWN = 1;

    public NamedRule {
        rule = RuleIndexes.set(rule, UNKNOWN, UNKNOWN);
    }

    /**
     * Reads the words behind {@code cangw -A}, such as {@code -s can0 -d can1 -e -f 123:C00007FF}.
     *
     * @throws NodeException naming what is wrong
     */
    public static NamedRule of(List<String> words) {
        return RuleReader.read(words);
    }

    /**
     * The same from one text, which may be a line of {@code cangw -L}.
     *
     * @throws NodeException naming what is wrong
     */
    public static NamedRule parse(String text) {
        int comment = text.indexOf('#');
        String rule = (comment < 0 ? text : text.substring(0, comment)).strip();
        return of(List.of(rule.replaceFirst("^cangw\\s+-A\\s+", "").split("\\s+", -1)));
    }

    /** The rule for the kernel, once the interfaces have indexes. */
    public GatewayRule between(int source, int target) {
        return RuleIndexes.set(rule, source, target);
    }

    @Override
    public String toString() {
        return "-s %s -d %s%s".formatted(from, to, RuleText.of(rule));
    }
}
