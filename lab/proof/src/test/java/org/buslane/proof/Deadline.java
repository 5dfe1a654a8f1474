package org.buslane.proof;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Until when something has to have happened. Deadlines are generous, as they only bound a test that has
 * already failed: no test asserts how long anything took.
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Looks every few milliseconds, and fails with the sentence of {@code otherwise}. */
    void await(BooleanSupplier condition, Supplier<String> otherwise) {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                throw new AssertionError(otherwise.get());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted: " + otherwise.get());
            }
        }
    }
}
