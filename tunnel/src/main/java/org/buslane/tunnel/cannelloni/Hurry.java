package org.buslane.tunnel.cannelloni;

import java.util.Arrays;
import org.buslane.core.frame.IdWord;

/** A {@link TimeoutTable} to look into for every frame: nothing is allocated. */
final class Hurry {
    private final int[] ids;
    private final long[] nanos;
    private final long otherwise;

    /** @param otherwise the timeout of all other ids; longer ones in the table are of no effect */
    Hurry(TimeoutTable table, long otherwise) {
        this.ids = table.nanos().keySet().stream().mapToInt(Integer::intValue).toArray();
        this.nanos = table.nanos().values().stream().mapToLong(Long::longValue).toArray();
        this.otherwise = otherwise;
    }

    /** How long a frame with this id word may wait. */
    long nanos(int word) {
        if (ids.length == 0) {
            return otherwise;
        }
        int id = word & (IdWord.isExtended(word) ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK);
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? otherwise : Math.min(otherwise, nanos[found]);
    }
}
