package org.buslane.core.policy;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/** The grammar of {@link RuleSet#parse}; one parser reads one rule of the list. */
final class RuleParser {
    private static final String NONE = "none";
    private static final String ALL = "all";
    private static final int STANDARD_DIGITS = 3;
    private static final int EXTENDED_DIGITS = 8;

    private final String text;
    private final int start;
    private final int end;
    private int at;

    private RuleParser(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    static RuleSet parse(String text) {
        if (text.strip().equals(NONE)) {
            return RuleSet.NONE;
        }
        List<Rule> rules = new ArrayList<>();
        int from = 0;
        while (true) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            if (rules.size() == RuleSet.MAX_RULES) {
                throw new BadRuleException(from + 1, "more than 4096 rules");
            }
            rules.add(trimmed(text, from, to).rule());
            if (comma < 0) {
                return new RuleSet(rules);
            }
            from = comma + 1;
        }
    }

    private static RuleParser trimmed(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            throw new BadRuleException(from + 1, "expected a rule, such as 123, 100-1FF, 120/7F0, all or none");
        }
        return new RuleParser(text, start, end);
    }

    private Rule rule() {
        if (text.startsWith(NONE, at) && end - at == NONE.length()) {
            throw bad(at, "none stands alone or not at all");
        }
        IdSet ids = take(ALL) ? new IdSet.All() : ids();
        boolean remote = take("r");
        int rate = take("@") ? rate() : 0;
        if (at < end) {
            throw bad(at, "unexpected %s".formatted(seen()));
        }
        return new Rule(ids, remote, rate);
    }

    private IdSet ids() {
        int firstAt = at;
        ArbitrationId first = id("id");
        int secondAt = at + 1;
        if (take("-")) {
            ArbitrationId last = sameWidth(first, id("id"), secondAt);
            if (last.value() < first.value()) {
                throw bad(firstAt, "the range ends before it begins");
            }
            return new IdSet.Range(first, last);
        }
        if (take("/")) {
            return new IdSet.Masked(
                    first, sameWidth(first, id("mask"), secondAt).value());
        }
        return new IdSet.Range(first, first);
    }

    private ArbitrationId sameWidth(ArbitrationId first, ArbitrationId second, int secondAt) {
        if (first.extended() != second.extended()) {
            throw bad(secondAt, "%s has %d digits, so this has too".formatted(first, first.extended() ? 8 : 3));
        }
        return second;
    }

    private ArbitrationId id(String what) {
        int from = at;
        long value = 0;
        while (at < end && at - from <= EXTENDED_DIGITS && isHex(text.charAt(at))) {
            value = value << 4 | Character.digit(text.charAt(at++), 16);
        }
        int digits = at - from;
        if (digits == 0) {
            throw bad(from, "expected %s of 3 or 8 hex digits, not %s".formatted(article(what), seen()));
        }
        if (digits != STANDARD_DIGITS && digits != EXTENDED_DIGITS) {
            throw bad(
                    from,
                    "%s has 3 hex digits, or 8 if extended, not %s%d"
                            .formatted(
                                    article(what), digits > EXTENDED_DIGITS ? "more than " : "", Math.min(digits, 8)));
        }
        boolean extended = digits == EXTENDED_DIGITS;
        if (value > (extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK)) {
            throw bad(from, "%s is beyond %s".formatted(text.substring(from, at), extended ? "1FFFFFFF" : "7FF"));
        }
        return new ArbitrationId((int) value, extended);
    }

    private int rate() {
        int from = at;
        long rate = 0;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9' && rate <= Rule.MAX_RATE) {
            rate = rate * 10 + text.charAt(at++) - '0';
        }
        if (rate < 1 || rate > Rule.MAX_RATE || !take("/s")) {
            throw bad(from, "a rate is 1 to 1000000 a second, written as in 123@50/s");
        }
        return (int) rate;
    }

    private boolean take(String wanted) {
        if (end - at < wanted.length() || !text.startsWith(wanted, at)) {
            return false;
        }
        at += wanted.length();
        return true;
    }

    private String seen() {
        if (at == end) {
            return "its end";
        }
        char c = text.charAt(at);
        return c >= ' ' && c < 0x7f ? "'" + c + "'" : "U+%04X".formatted((int) c);
    }

    private BadRuleException bad(int position, String what) {
        return new BadRuleException(text.substring(start, end), position + 1, what);
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static String article(String what) {
        return what.equals("id") ? "an id" : "a " + what;
    }
}
