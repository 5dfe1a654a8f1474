package org.buslane.lab.junit.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of can-gw, as {@code cangw -L} prints it.
 *
 * @param rule the words that make such a rule, from {@code -A} on
 * @param handled frames that went through
 * @param dropped frames that the target did not take
 * @param deleted frames that had been through too many rules
 */
public record GatewayRule(String rule, long handled, long dropped, long deleted) {
    private static final Pattern LINE = Pattern.compile(
            "cangw (?<rule>.*?) *# (?<handled>\\d+) handled (?<dropped>\\d+) dropped (?<deleted>\\d+) deleted.*");

    static GatewayRule of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("not a line of cangw -L: " + line);
        }
        return new GatewayRule(
                matcher.group("rule"),
                Long.parseLong(matcher.group("handled")),
                Long.parseLong(matcher.group("dropped")),
                Long.parseLong(matcher.group("deleted")));
    }
}
