package org.buslane.tunnel.cannelloni;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.frame.IdWord;

/**
 * How long frames of some ids may wait for others to fill a datagram, where that is less than for all others: the
 * earliest sends them all. As in cannelloni's, an id stands for the standard and the extended one.
 *
 * @param nanos by id; 0 waits for nothing
 */
public record TimeoutTable(SortedMap<Integer, Long> nanos) {
    /** Nothing in a hurry. */
    public static final TimeoutTable EMPTY = new TimeoutTable(Collections.emptySortedMap());

    /** So that a file stays small in memory: as many as there are standard ids, and as many again. */
    public static final int MOST = 4096;

    public TimeoutTable {
        nanos = Collections.unmodifiableSortedMap(new TreeMap<>(nanos));
        if (nanos.size() > MOST) {
            throw new IllegalArgumentException("%d timeouts, at most %d are possible".formatted(nanos.size(), MOST));
        }
        for (Map.Entry<Integer, Long> entry : nanos.entrySet()) {
            if (entry.getKey() < 0 || entry.getKey() > IdWord.EXTENDED_MASK) {
                throw new IllegalArgumentException(
                        "an id is 0 to %d (1FFFFFFF), not %d".formatted(IdWord.EXTENDED_MASK, entry.getKey()));
            }
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException("the timeout of id %d is negative".formatted(entry.getKey()));
            }
        }
    }

    public boolean isEmpty() {
        return nanos.isEmpty();
    }
}
