package org.buslane.node.client;

import java.util.concurrent.locks.LockSupport;

/** The time by which a recording is played. */
public interface PlayClock {
    /** Nanoseconds since some moment. */
    long now();

    /** Returns when {@link #now()} is {@code due} or later; at once if it is. */
    void await(long due);

    /** This machine's. */
    static PlayClock system() {
        return new PlayClock() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void await(long due) {
                for (long left = due - now(); left > 0; left = due - now()) {
                    LockSupport.parkNanos(this, left);
                }
            }
        };
    }
}
