package org.buslane.node.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The totals of a lane, by what grew between samples. None ever goes back. Counters are read one after the other while
 * frames go on, in the order in which they come by, so what was allowed and is not yet on the bus is never more than
 * what is lost; when none is under way it is just that.
 *
 * @param atMost whether of those that were not routed some may have been denied
 */
record Totals(Map<Sum, Long> sums, boolean atMost) {
    enum Sum {
        SENT,
        BACKLOG,
        ALLOWED,
        DENIED,
        OVER_RATE,
        ON_BUS,
        NO_BUS,
        BUS_FULL,
        READ_ALLOWED,
        READ_DENIED,
        READ_OVER_RATE,
        GIVEN,
        UNTAKEN,
        UNROUTED
    }

    /** More are not between an interface and its filters: net.core.netdev_max_backlog, if nobody has set it. */
    private static final int UNDER_WAY = 1000;

    static final Totals NONE = new Totals(Map.of(), false);

    Totals {
        sums = Map.copyOf(sums);
    }

    long of(Sum sum) {
        return sums.getOrDefault(sum, 0L);
    }

    /**
     * @param before empty for the first sample
     * @param reads how much of the bus is for the lane
     */
    Totals with(Optional<Sample> before, Sample now, Subject.Reads reads) {
        Growth growth = Growth.between(before, now);
        EnumMap<Sum, Long> next = new EnumMap<>(Sum.class);
        next.putAll(sums);
        if (growth.before().isEmpty()) {
            settle(next);
        }
        add(next, Sum.BACKLOG, growth.of(Sample.BACKLOG));
        long allowed = growth.of(Sample.PASSED) + growth.within(Sample.RATE);
        long held = growth.of(Sample.DENIED) + growth.over(Sample.RATE);
        add(next, Sum.ALLOWED, allowed);
        add(next, Sum.DENIED, growth.of(Sample.DENIED));
        add(next, Sum.OVER_RATE, growth.over(Sample.RATE));
        // A lane that an older version made was sending before anything counted what became of it.
        long sent = growth.of(Sample.SENT);
        boolean isOlder = growth.before().isEmpty() && sent - allowed - held > UNDER_WAY;
        add(next, Sum.SENT, isOlder ? allowed + held : sent);
        // What came through while somebody had deleted the filters, these have not counted. As of the last sample: what
        // was sent a moment ago may still be in the queue that is before the filters.
        raise(next, Sum.ALLOWED, of(Sum.SENT) - get(next, Sum.DENIED) - get(next, Sum.OVER_RATE));
        long refused = growth.narrowSum(Sample.REFUSED);
        // Where nothing counts at the bus, can-gw's own count is all there is.
        boolean isCounted = now.counters().containsKey(Sample.ON_BUS);
        add(next, Sum.ON_BUS, isCounted ? growth.of(Sample.ON_BUS) : Math.max(0, allowed - refused));
        long lost = raise(next, Sum.NO_BUS, get(next, Sum.ALLOWED) - get(next, Sum.ON_BUS));
        boolean wasUp = now.busUp() && growth.before().filter(Sample::busUp).isPresent();
        // Of a bus that went down a refused frame may have been counted before it could be told for lost.
        long full = Math.min(refused - lost, growth.narrowSum(Sample.FULL));
        add(next, Sum.BUS_FULL, wasUp && isCounted ? Math.max(0, full) : 0);
        add(next, Sum.READ_ALLOWED, growth.of(Sample.READ_PASSED) + growth.within(Sample.READ_RATE));
        add(next, Sum.READ_DENIED, growth.of(Sample.READ_DENIED));
        add(next, Sum.READ_OVER_RATE, growth.over(Sample.READ_RATE));
        add(next, Sum.GIVEN, growth.of(Sample.GIVEN));
        raise(next, Sum.READ_ALLOWED, get(next, Sum.GIVEN) + get(next, Sum.UNTAKEN));
        raise(next, Sum.UNTAKEN, get(next, Sum.READ_ALLOWED) - get(next, Sum.GIVEN));
        long unrouted = reads == Subject.Reads.NOTHING
                ? 0
                : Unrouted.frames(growth, arrived(next) - arrived(sums), reads == Subject.Reads.ALL);
        add(next, Sum.UNROUTED, unrouted);
        return new Totals(next, atMost || (unrouted > 0 && reads == Subject.Reads.SOME));
    }

    /** Of a pair that is gone nothing is under way any more, whatever was when it was last looked at. */
    private static void settle(Map<Sum, Long> sums) {
        raise(sums, Sum.ALLOWED, get(sums, Sum.ON_BUS) + get(sums, Sum.NO_BUS));
        raise(sums, Sum.SENT, get(sums, Sum.ALLOWED) + get(sums, Sum.DENIED) + get(sums, Sum.OVER_RATE));
        raise(sums, Sum.READ_ALLOWED, get(sums, Sum.GIVEN) + get(sums, Sum.UNTAKEN));
    }

    private static long arrived(Map<Sum, Long> sums) {
        return get(sums, Sum.READ_ALLOWED) + get(sums, Sum.READ_DENIED) + get(sums, Sum.READ_OVER_RATE);
    }

    private static long get(Map<Sum, Long> sums, Sum sum) {
        return sums.getOrDefault(sum, 0L);
    }

    private static void add(Map<Sum, Long> sums, Sum sum, long frames) {
        sums.merge(sum, frames, Long::sum);
    }

    /** By how much. */
    private static long raise(Map<Sum, Long> sums, Sum sum, long least) {
        long more = Math.max(0, least - get(sums, sum));
        add(sums, sum, more);
        return more;
    }

    Passage written() {
        return new Passage(
                of(Sum.SENT) + of(Sum.BACKLOG),
                of(Sum.ON_BUS) - of(Sum.BUS_FULL),
                Map.of(
                        Loss.DENIED, of(Sum.DENIED),
                        Loss.OVER_RATE, of(Sum.OVER_RATE),
                        Loss.NO_BUS, of(Sum.NO_BUS),
                        Loss.BUS_FULL, of(Sum.BUS_FULL),
                        Loss.BACKLOG, of(Sum.BACKLOG)),
                false);
    }

    Passage read() {
        return new Passage(
                arrived(sums) + of(Sum.UNROUTED),
                of(Sum.GIVEN),
                Map.of(
                        Loss.DENIED, of(Sum.READ_DENIED),
                        Loss.OVER_RATE, of(Sum.READ_OVER_RATE),
                        Loss.UNTAKEN, of(Sum.UNTAKEN),
                        Loss.UNROUTED, of(Sum.UNROUTED)),
                atMost);
    }
}
