package org.buslane.virtual;

import java.time.Duration;

/**
 * A sign of life that the gateway's thread gives between two batches, so that who gets none knows that the
 * buses stand still, whatever other threads do.
 *
 * @param every at the latest
 */
public record Pulse(Duration every, Runnable beat) {
    public Pulse {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("a pulse has a positive period, not " + every);
        }
    }
}
