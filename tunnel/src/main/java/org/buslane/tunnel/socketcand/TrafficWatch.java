package org.buslane.tunnel.socketcand;

import java.util.function.Supplier;

/** What has gone over the bus, asked at most a hundred times a second however many clients want to know. */
final class TrafficWatch {
    /** Nanoseconds: the original looks into /proc/net/dev so often, for each client. */
    static final long BETWEEN = 10_000_000;

    private final Supplier<BusTraffic> source;
    private BusTraffic last = new BusTraffic(0, 0, 0, 0);
    private long asked;
    private boolean wasAsked;

    TrafficWatch(Supplier<BusTraffic> source) {
        this.source = source;
    }

    /** Ten milliseconds old at most. */
    BusTraffic at(long now) {
        if (!wasAsked || now - asked >= BETWEEN) {
            wasAsked = true;
            asked = now;
            last = source.get();
        }
        return last;
    }
}
