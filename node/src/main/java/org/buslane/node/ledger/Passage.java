package org.buslane.node.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.buslane.lane.CopyCounts;

/**
 * What became of the frames one way through a lane. When none is under way {@code frames} is {@code delivered} and all
 * that is lost.
 *
 * @param frames that somebody sent this way
 * @param delivered those of them that the other side was given
 * @param lost the others, by reason; a reason that never was is not there
 * @param atMost whether some of those that are {@link Loss#UNROUTED} may be frames that the policy denies
 */
public record Passage(long frames, long delivered, Map<Loss, Long> lost, boolean atMost) {
    public static final Passage NONE = new Passage(0, 0, Map.of(), false);

    /** One way of a lane that is copied. */
    public static Passage of(CopyCounts counts) {
        return new Passage(
                counts.offered(),
                counts.delivered(),
                Map.of(
                        Loss.DENIED, counts.denied(),
                        Loss.OVER_RATE, counts.overRate(),
                        Loss.REFUSED, counts.refused(),
                        Loss.OVERFLOW, counts.overflow()),
                false);
    }

    public Passage {
        EnumMap<Loss, Long> sorted = new EnumMap<>(Loss.class);
        lost.forEach((reason, count) -> {
            if (count > 0) {
                sorted.put(reason, count);
            }
        });
        lost = Collections.unmodifiableMap(sorted);
    }

    /** 0 for a reason that never was. */
    public long lost(Loss reason) {
        return lost.getOrDefault(reason, 0L);
    }

    /** For whatever reason. */
    public long allLost() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }
}
