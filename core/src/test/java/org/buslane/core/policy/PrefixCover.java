package org.buslane.core.policy;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/**
 * Counts the parts of the straightforward cover: standard and extended, data and remote each for itself,
 * the ids cut where another rule begins to decide, each piece in the fewest blocks with a common prefix.
 */
final class PrefixCover {
    private PrefixCover() {}

    /** Of rules whose extended ids are ranges; standard ids may be anything. */
    static int size(RuleSet rules) {
        return standard(rules, 0)
                + standard(rules, IdWord.REMOTE)
                + extended(rules, 0)
                + extended(rules, IdWord.REMOTE);
    }

    private static int standard(RuleSet rules, int flags) {
        IntStream cuts = IntStream.rangeClosed(1, IdWord.STANDARD_MASK);
        return blocks(cuts, id -> owner(rules, id | flags), IdWord.STANDARD_MASK);
    }

    private static int extended(RuleSet rules, int flags) {
        IntStream cuts = rules.rules().stream()
                .flatMapToInt(rule ->
                        rule.ids() instanceof IdSet.Range(ArbitrationId first, ArbitrationId last) && first.extended()
                                ? IntStream.of(first.value(), last.value() + 1)
                                : IntStream.empty());
        return blocks(cuts, id -> owner(rules, id | flags | IdWord.EXTENDED), IdWord.EXTENDED_MASK);
    }

    /** -2 for nobody, -1 for any rule without a rate, or the rule. */
    private static int owner(RuleSet rules, int word) {
        int rule = rules.firstMatch(word);
        if (rule < 0) {
            return -2;
        }
        return rules.rules().get(rule).perSecond() == 0 ? -1 : rule;
    }

    private static int blocks(IntStream cuts, IntUnaryOperator owner, int lastId) {
        int count = 0;
        int first = 0;
        for (int cut : IntStream.concat(cuts, IntStream.of(lastId + 1))
                .filter(cut -> cut > 0)
                .filter(cut -> cut > lastId || owner.applyAsInt(cut - 1) != owner.applyAsInt(cut))
                .sorted()
                .distinct()
                .toArray()) {
            count += owner.applyAsInt(first) == -2 ? 0 : blocks(first, cut - 1, lastId);
            first = cut;
        }
        return count;
    }

    private static int blocks(int first, int last, int lastId) {
        int count = 0;
        for (long at = first; at <= last; count++) {
            long block = lastId + 1L;
            while (at % block != 0 || at + block - 1 > last) {
                block /= 2;
            }
            at += block;
        }
        return count;
    }
}
