package org.buslane.virtual;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When the next beat of a {@link Pulse} is due. Owned by the gateway's thread. */
final class Heart {
    private final Optional<Pulse> pulse;
    private final LongSupplier monotonic;
    private long due;

    /** @param monotonic nanoseconds of a clock that never goes back */
    Heart(Optional<Pulse> pulse, LongSupplier monotonic) {
        this.pulse = pulse;
        this.monotonic = monotonic;
        this.due = monotonic.getAsLong();
    }

    /** Beats if it is time to. */
    void turn() {
        if (pulse.isEmpty()) {
            return;
        }
        long now = monotonic.getAsLong();
        if (now - due >= 0) {
            due = now + pulse.get().every().toNanos();
            pulse.get().beat().run();
        }
    }

    /** At most {@code longest} milliseconds, or less until the next beat; -1 is for ever. */
    int wait(int longest) {
        if (pulse.isEmpty()) {
            return longest;
        }
        long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(due - monotonic.getAsLong()) + 1);
        return (int) (longest < 0 ? Math.min(left, Integer.MAX_VALUE) : Math.min(left, longest));
    }
}
