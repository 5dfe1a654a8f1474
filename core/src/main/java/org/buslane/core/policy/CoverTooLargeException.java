package org.buslane.core.policy;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.buslane.core.frame.IdWord;

/** Rules that would take more parts than there may be. The message is one sentence that names the worst of them. */
public final class CoverTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoverTooLargeException(String sentence) {
        super(sentence);
    }

    static CoverTooLargeException ofParts(RuleSet rules, int limit, List<Part> parts) {
        long[] counts = new long[rules.rules().size()];
        for (Part part : parts) {
            counts[rules.firstMatch(part.id())]++;
        }
        return new CoverTooLargeException("%d rules take %d parts, at most %d are possible: %s"
                .formatted(counts.length, parts.size(), limit, worst(rules, "takes %d", rule -> counts[rule])));
    }

    /** Where nobody knows how many parts it would be, the worst rule is the one that meets most others. */
    static CoverTooLargeException ofWork(RuleSet rules, int limit) {
        List<Rule> all = rules.rules();
        return new CoverTooLargeException("%d rules take too much work to keep apart in at most %d parts: %s"
                .formatted(
                        all.size(),
                        limit,
                        worst(
                                rules,
                                "overlaps %d others",
                                index -> all.stream()
                                                .filter(other ->
                                                        overlap(all.get(index).ids(), other.ids()))
                                                .count()
                                        - 1)));
    }

    private static String worst(RuleSet rules, String does, IntToLongFunction count) {
        int worst = 0;
        long most = -1;
        for (int i = 0; i < rules.rules().size(); i++) {
            long here = count.applyAsLong(i);
            if (here > most) {
                most = here;
                worst = i;
            }
        }
        return ("rule %d, %s, " + does).formatted(worst + 1, rules.rules().get(worst), most);
    }

    private static boolean overlap(IdSet a, IdSet b) {
        return switch (a) {
            case IdSet.All _ -> true;
            case IdSet.Range range -> overlap(range, b);
            case IdSet.Masked masked -> overlap(masked, b);
        };
    }

    private static boolean overlap(IdSet.Range range, IdSet b) {
        return switch (b) {
            case IdSet.All _ -> true;
            case IdSet.Range other ->
                range.contains(other.first().value(), other.first().extended())
                        || other.contains(range.first().value(), range.first().extended());
            case IdSet.Masked masked -> overlap(masked, range);
        };
    }

    /** With a range, the mask's lowest and highest id tell: this is a measure, for people. */
    private static boolean overlap(IdSet.Masked masked, IdSet b) {
        int first = masked.id().value();
        return switch (b) {
            case IdSet.All _ -> true;
            case IdSet.Masked other ->
                masked.id().extended() == other.id().extended()
                        && ((first ^ other.id().value()) & masked.mask() & other.mask()) == 0;
            case IdSet.Range range ->
                masked.id().extended() == range.first().extended()
                        && first <= range.last().value()
                        && (first | (~masked.mask() & IdWord.EXTENDED_MASK))
                                >= range.first().value();
        };
    }
}
