package org.buslane.virtual.ecu;

import java.util.concurrent.TimeUnit;

/** How long an ECU can be told to wait. */
final class Times {
    static final long LONGEST = TimeUnit.HOURS.toNanos(24);

    private Times() {}

    static void check(String what, long nanos, long least) {
        if (nanos < least || nanos > LONGEST) {
            throw new IllegalArgumentException(
                    "%s has a time of %s to 24 h".formatted(what, least == 0 ? "0" : "1 ms"));
        }
    }
}
