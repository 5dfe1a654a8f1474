package org.buslane.core.policy;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.buslane.core.frame.IdWord;

/** The {@code can_id} words that rules are tried with: data and remote ones, no error frames. */
final class Words {
    private Words() {}

    /** All of 11 bits, both as data and as remote frames. */
    static IntStream everyStandard() {
        return IntStream.rangeClosed(0, IdWord.STANDARD_MASK).flatMap(id -> IntStream.of(id, id | IdWord.REMOTE));
    }

    /** Of 29 bits, and also of 11 bits with others behind them that mean nothing. */
    static IntStream random(RandomGenerator random, int count) {
        return random.ints(count)
                .map(word -> word & ~IdWord.ERROR)
                .map(word -> (word & 0x1f) == 0 ? word : word | IdWord.EXTENDED);
    }

    /** The first and the last id of each rule and their neighbours, of both lengths, data and remote. */
    static IntStream edges(RuleSet rules) {
        return rules.rules().stream()
                .flatMapToInt(rule -> switch (rule.ids()) {
                    case IdSet.All _ -> IntStream.of(0, IdWord.STANDARD_MASK, IdWord.EXTENDED_MASK);
                    case IdSet.Range range ->
                        IntStream.of(range.first().value(), range.last().value());
                    case IdSet.Masked masked ->
                        IntStream.of(masked.id().value(), masked.id().value() | ~masked.mask());
                })
                .flatMap(id -> IntStream.of(id - 1, id, id + 1))
                .map(id -> id & IdWord.EXTENDED_MASK)
                .flatMap(id -> IntStream.of(id & IdWord.STANDARD_MASK, id | IdWord.EXTENDED))
                .flatMap(word -> IntStream.of(word, word | IdWord.REMOTE));
    }
}
