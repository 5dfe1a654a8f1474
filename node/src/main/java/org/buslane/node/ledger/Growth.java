package org.buslane.node.ledger;

import java.util.Optional;

/** By how much counters grew from one sample to the next. One that is smaller than before began anew, from 0. */
record Growth(Optional<Sample> before, Sample now) {
    private static final long U32 = 1L << 32;

    /** @param before empty for the first; the lane's counters began with it */
    static Growth between(Optional<Sample> before, Sample now) {
        return new Growth(before.filter(sample -> sample.generation().equals(now.generation())), now);
    }

    private long before(String counter) {
        return before.map(sample -> sample.counters().getOrDefault(counter, 0L)).orElse(0L);
    }

    /** Of one with 64 bits. */
    long of(String counter) {
        long value = now.counters().getOrDefault(counter, 0L);
        long old = before(counter);
        return value >= old ? value - old : value;
    }

    /** Of one with 32 bits, which begins anew when it is full: that it has, if it came less far than half of its way. */
    private long narrow(String counter) {
        long value = now.counters().getOrDefault(counter, 0L);
        long old = before(counter);
        if (value >= old) {
            return value - old;
        }
        long wrapped = value + U32 - old;
        return wrapped < U32 / 2 ? wrapped : value;
    }

    /** Of all with such a name together. */
    long sum(String prefix, String suffix) {
        return now.counters().keySet().stream()
                .filter(counter -> counter.startsWith(prefix) && counter.endsWith(suffix))
                .mapToLong(this::of)
                .sum();
    }

    /** The same, of those with 32 bits that have no other beside them. */
    long narrowSum(String prefix) {
        return now.counters().keySet().stream()
                .filter(counter -> counter.startsWith(prefix))
                .mapToLong(this::narrow)
                .sum();
    }

    /** Frames on the bus. What it had seen before the lane was there is not for it. */
    long seen() {
        return before.isEmpty() ? 0 : sum(Sample.SEEN, "");
    }

    /** Of what the rates of one way let through for good. */
    long within(String prefix) {
        return sum(prefix, Sample.FRAMES) - over(prefix, Sample.FRAMES);
    }

    /** Of what was too much for the rates of one way. */
    long over(String prefix) {
        return over(prefix, Sample.FRAMES) + over(prefix, Sample.FIRST);
    }

    private long over(String prefix, String suffix) {
        return now.counters().keySet().stream()
                .filter(counter -> counter.startsWith(prefix) && counter.endsWith(suffix))
                .mapToLong(frames -> overOf(frames, frames.replace(suffix, Sample.OVER)))
                .sum();
    }

    /** Its 32 bits begin anew when they are full, and with the rate: which it is its frames tell, in 64 bits. */
    private long overOf(String frames, String over) {
        long value = now.counters().getOrDefault(over, 0L);
        boolean isAnew = now.counters().getOrDefault(frames, 0L) < before(frames);
        return isAnew ? value : Math.floorMod(value - before(over), U32);
    }
}
