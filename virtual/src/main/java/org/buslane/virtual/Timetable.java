package org.buslane.virtual;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is due next. The nearest time is kept, so that a batch costs nothing here; who is due is looked for
 * when it has come. Owned by the gateway's thread.
 */
final class Timetable {
    private final List<Timed> all = new ArrayList<>();
    private long nearest = Long.MAX_VALUE;

    void add(Timed timed) {
        all.add(timed);
        touch(timed);
    }

    void remove(Timed timed) {
        all.remove(timed);
    }

    /** It may be due sooner than before. That it is due later is found out when its time has come. */
    void touch(Timed timed) {
        nearest = Math.min(nearest, timed.due());
    }

    /** No later than anybody is due. */
    long nearest() {
        return nearest;
    }

    /**
     * Has everybody run who is due.
     *
     * @param after each of them
     */
    void run(long now, Runnable after) {
        // By index, from the end: one that runs may end, and itself only.
        for (int i = all.size() - 1; i >= 0; i--) {
            Timed timed = all.get(i);
            if (timed.due() <= now) {
                timed.run(now);
                after.run();
            }
        }
        nearest = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            touch(all.get(i));
        }
    }
}
