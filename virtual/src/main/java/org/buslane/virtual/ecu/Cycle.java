package org.buslane.virtual.ecu;

import java.util.concurrent.TimeUnit;

/** What is done again and again. The first time is after {@code firstNanos}. */
public record Cycle(long periodNanos, long firstNanos, Reaction reaction) {
    public Cycle {
        Times.check("what comes round", periodNanos, TimeUnit.MILLISECONDS.toNanos(1));
        Times.check("what comes round", firstNanos, 0);
    }
}
