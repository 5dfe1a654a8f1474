package org.buslane.linux.netlink;

import java.util.OptionalInt;

/**
 * A rate: a bucket of {@code burst} frames that fills with {@code framesPerSecond}. Each frame takes one out, and what
 * finds none is dropped: act_police by packets, in kernels from 5.12 on.
 *
 * <p><strong>The bucket is empty at first</strong> and fills from when it was made (tcf_police_init() of 6.1 and 6.12
 * fills only the one by bytes): the first frame passes 1/{@code framesPerSecond} later, the first whole burst
 * {@code burst}/{@code framesPerSecond} later. Who replaces a filter begins anew.
 *
 * @param index empty for a bucket of the filter's own. Filters of the namespace with the same number, on any interface,
 *     share one bucket; it comes with the first of them and goes with the last. The kernel numbers buckets of their own
 *     upwards from 1, so a number for sharing is {@value TrafficAction#LEAST_SHARED} or more
 * @param framesPerSecond 1 to {@value #MOST}
 * @param burst 1 to {@value #MOST}; so many pass at once
 * @param conform what becomes of frames that find one
 */
public record Police(OptionalInt index, long framesPerSecond, long burst, Conform conform) implements TrafficAction {
    public static final int MOST = 1_000_000;

    public Police {
        if (index.isPresent() && TrafficAction.shared(index.getAsInt()).isEmpty()) {
            throw new IllegalArgumentException("the index of a shared rate is %d or more, not %d"
                    .formatted(TrafficAction.LEAST_SHARED, index.getAsInt()));
        }
        require("a rate in frames per second", framesPerSecond);
        require("a burst in frames", burst);
    }

    private static void require(String what, long value) {
        if (!isPossible(value)) {
            throw new IllegalArgumentException("%s is 1 to %d, not %d".formatted(what, MOST, value));
        }
    }

    static boolean isPossible(long value) {
        return value >= 1 && value <= MOST;
    }

    /** A bucket of the filter's own. */
    public static Police of(long framesPerSecond, long burst, Conform conform) {
        return new Police(OptionalInt.empty(), framesPerSecond, burst, conform);
    }

    /** The bucket of that number. */
    public Police shared(int number) {
        return new Police(OptionalInt.of(number), framesPerSecond, burst, conform);
    }
}
