package org.buslane.core.policy;

import java.util.Arrays;
import org.buslane.core.frame.IdWord;

/**
 * A rule set compiled for the data path: which rule decides about a frame. Standard ids are looked up
 * in a table, extended ones in {@link ExtendedIds}. Immutable, so any thread may use it; a match takes
 * no lock and makes no object.
 */
public final class Matcher {
    public static final int NO_RULE = -1;

    private static final int STANDARD_IDS = IdWord.STANDARD_MASK + 1;

    /** Index is the id, plus {@link #STANDARD_IDS} if remote. */
    private final short[] standard = new short[2 * STANDARD_IDS];

    private final ExtendedIds extendedData;
    private final ExtendedIds extendedRemote;

    public Matcher(RuleSet rules) {
        Arrays.fill(standard, (short) NO_RULE);
        // From the last rule to the first, so that the first one written stays.
        for (int i = rules.rules().size() - 1; i >= 0; i--) {
            Rule rule = rules.rules().get(i);
            fill(rule.ids(), 0, i);
            if (rule.remote()) {
                fill(rule.ids(), STANDARD_IDS, i);
            }
        }
        extendedData = ExtendedIds.of(rules, false);
        extendedRemote = ExtendedIds.of(rules, true);
    }

    private void fill(IdSet ids, int base, int rule) {
        switch (ids) {
            case IdSet.All _ -> Arrays.fill(standard, base, base + STANDARD_IDS, (short) rule);
            case IdSet.Range range -> {
                if (!range.first().extended()) {
                    Arrays.fill(
                            standard,
                            base + range.first().value(),
                            base + range.last().value() + 1,
                            (short) rule);
                }
            }
            case IdSet.Masked masked -> {
                if (!masked.id().extended()) {
                    for (int id = masked.id().value(); id < STANDARD_IDS; id++) {
                        if ((id & masked.mask()) == masked.id().value()) {
                            standard[base + id] = (short) rule;
                        }
                    }
                }
            }
        }
    }

    /**
     * The index of the first rule that matches, in written order, or {@link #NO_RULE}. Never one for an
     * error frame: these are {@link Policy#passesErrors}. Of an XL frame pass the priority alone.
     */
    public int match(int idWord) {
        if (IdWord.isError(idWord)) {
            return NO_RULE;
        }
        boolean remote = IdWord.isRemote(idWord);
        if (IdWord.isExtended(idWord)) {
            return (remote ? extendedRemote : extendedData).find(idWord & IdWord.EXTENDED_MASK);
        }
        int id = idWord & IdWord.STANDARD_MASK;
        return standard[remote ? id + STANDARD_IDS : id];
    }
}
