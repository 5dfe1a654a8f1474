package org.buslane.tunnel.bus;

import java.util.function.LongSupplier;
import org.buslane.linux.Epoll;
import org.buslane.linux.TimerFd;

/**
 * Wakes the bus's thread. It is set only when somebody is due sooner than it is: one that is put off again and again
 * costs a turn for nothing now and then, and no system call each time. Owned by that thread.
 */
final class Alarm implements AutoCloseable {
    private final TimerFd timer = new TimerFd();
    private final LongSupplier clock;
    private long set = Long.MAX_VALUE;

    /** What the timer says is not read: it is set anew, or looked at once (EDGE). */
    Alarm(Epoll epoll, long place, LongSupplier clock) {
        this.clock = clock;
        epoll.add(timer.descriptor(), place, Epoll.IN | Epoll.EDGE);
    }

    void noLaterThan(long due) {
        if (due < set) {
            set = due;
            long now = clock.getAsLong();
            timer.set(due <= now ? 0 : due - now);
        }
    }

    void rang() {
        set = Long.MAX_VALUE;
    }

    @Override
    public void close() {
        timer.close();
    }
}
