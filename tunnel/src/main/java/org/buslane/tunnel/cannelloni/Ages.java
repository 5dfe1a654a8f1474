package org.buslane.tunnel.cannelloni;

/**
 * How long what stands in a queue has waited, in few numbers: a mark for all that came within 1/64 of the greatest age,
 * at the position where it ends, with the time from which it is too old. So a frame may stay that much longer than it
 * should, never shorter. Pure; nothing is allocated after construction.
 */
final class Ages {
    private static final int GRAINS = 64;

    /** As many as grains can be alive at a time, those that just begin and end included. */
    private static final int MARKS = GRAINS + 2;

    private final long most;
    private final long grain;
    private final long[] ends = new long[MARKS];
    private final long[] times = new long[MARKS];
    private int first;
    private int count;

    /** @param most nanoseconds; 0 for no limit */
    Ages(long most) {
        this.most = most;
        this.grain = Math.max(1, (most + GRAINS - 1) / GRAINS);
    }

    /** What is queued now ends at this position. All that was too old by now has been taken away. */
    void add(long end, long now) {
        if (most == 0) {
            return;
        }
        long time = (Math.floorDiv(now, grain) + 1) * grain + most;
        int last = (first + count - 1 + MARKS) % MARKS;
        if (count > 0 && (times[last] == time || count == MARKS)) {
            ends[last] = end;
            return;
        }
        int place = (first + count) % MARKS;
        ends[place] = end;
        times[place] = time;
        count++;
    }

    /** When something will be too old; Long.MAX_VALUE is never. */
    long due() {
        return count == 0 ? Long.MAX_VALUE : times[first];
    }

    /** Up to where all is too old; a position at or before {@code head} if nothing is. Forgets it. */
    long old(long head, long now) {
        long end = head;
        while (count > 0 && times[first] - now <= 0) {
            end = ends[first];
            first = (first + 1) % MARKS;
            count--;
        }
        return end;
    }

    /** All up to here has gone on. */
    void gone(long head) {
        while (count > 0 && ends[first] <= head) {
            first = (first + 1) % MARKS;
            count--;
        }
    }

    void clear() {
        count = 0;
    }
}
