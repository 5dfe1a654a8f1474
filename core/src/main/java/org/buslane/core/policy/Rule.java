package org.buslane.core.policy;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/**
 * One rule of a list: {@code 123}, {@code 100-1FF}, {@code 120/7F0}, {@code all}; {@code r} behind it
 * adds the remote frames of those ids, {@code @N/s} lets at most N of its frames a second through.
 *
 * @param remote whether remote frames match too; data frames always do
 * @param perSecond 1 to {@link #MAX_RATE}, or 0 for no limit
 */
public record Rule(IdSet ids, boolean remote, int perSecond) {
    /** More than any bus carries: 1 Mbit/s is some 20,000 of the shortest classic frames. */
    public static final int MAX_RATE = 1_000_000;

    /** All data frames. */
    public static final Rule ALL = new Rule(new IdSet.All(), false, 0);

    /** All data and remote frames. */
    public static final Rule ALL_WITH_REMOTE = new Rule(new IdSet.All(), true, 0);

    public Rule {
        if (perSecond < 0 || perSecond > MAX_RATE) {
            throw new IllegalArgumentException("a rate is 1 to 1000000 a second, not " + perSecond);
        }
    }

    /** A rule of one id, data frames only, without a limit. */
    public static Rule of(ArbitrationId id) {
        return new Rule(new IdSet.Range(id, id), false, 0);
    }

    /**
     * Whether a frame with this {@code can_id} word matches. An error frame matches no rule. Of an XL
     * frame the caller passes the priority alone, which matches as a standard id.
     */
    public boolean matches(int idWord) {
        return !IdWord.isError(idWord)
                && (remote || !IdWord.isRemote(idWord))
                && ids.contains(IdWord.id(idWord), IdWord.isExtended(idWord));
    }

    /** As it is written in a list. */
    @Override
    public String toString() {
        return ids + (remote ? "r" : "") + (perSecond == 0 ? "" : "@" + perSecond + "/s");
    }
}
