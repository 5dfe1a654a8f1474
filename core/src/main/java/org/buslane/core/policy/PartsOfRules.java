package org.buslane.core.policy;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/** Rules as parts, in their order and overlapping as they do: a range takes several, any other rule one. */
final class PartsOfRules {
    private PartsOfRules() {}

    static List<Part> of(RuleSet set) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < set.rules().size(); i++) {
            Rule rule = set.rules().get(i);
            int flags = rule.remote() ? 0 : IdWord.REMOTE;
            int limit = rule.perSecond() == 0 ? Part.UNLIMITED : i;
            switch (rule.ids()) {
                case IdSet.All _ -> parts.add(new Part(0, flags, limit));
                case IdSet.Masked masked ->
                    parts.add(new Part(masked.id().word(), masked.mask() | flags | IdWord.EXTENDED, limit));
                case IdSet.Range range -> add(range, flags | IdWord.EXTENDED, limit, parts);
            }
        }
        return parts;
    }

    /** The fewest blocks of 1, 2, 4, 8... ids, each beginning at a multiple of its size. */
    private static void add(IdSet.Range range, int flags, int limit, List<Part> parts) {
        boolean extended = range.first().extended();
        int width = extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        int first = range.first().value();
        int last = range.last().value();
        while (first <= last) {
            int aligned = first == 0 ? width + 1 : Integer.lowestOneBit(first);
            int block = Math.min(aligned, Integer.highestOneBit(last - first + 1));
            int id = new ArbitrationId(first, extended).word();
            parts.add(new Part(id, (width & -block) | flags, limit));
            first += block;
        }
    }
}
