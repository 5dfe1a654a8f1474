package org.buslane.tunnel.bus;

import java.util.function.LongSupplier;
import org.buslane.linux.Clocks;

/**
 * The time of a bus and its tunnels.
 *
 * @param monotonic nanoseconds of a clock that never goes back
 * @param realtime nanoseconds since 1970
 */
public record BusClock(LongSupplier monotonic, LongSupplier realtime) {
    public static BusClock real() {
        return new BusClock(System::nanoTime, Clocks::realtimeNanos);
    }
}
