package org.buslane.core.policy;

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
        for (int id = 0; id < STANDARD_IDS; id++) {
            standard[id] = (short) rules.firstMatch(id);
            standard[id + STANDARD_IDS] = (short) rules.firstMatch(id | IdWord.REMOTE);
        }
        extendedData = ExtendedIds.of(rules, false);
        extendedRemote = ExtendedIds.of(rules, true);
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
