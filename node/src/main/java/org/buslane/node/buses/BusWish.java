package org.buslane.node.buses;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.node.NodeException;

/**
 * How a bus is to be when it is up. What is empty or not named stays as it is.
 *
 * @param data the bit rate of a CAN FD frame's data
 * @param restartMillis how long after bus-off it comes back by itself; 0 never
 * @param queueLength frames that may wait to be sent
 * @param modes which are to be on and which off
 */
public record BusWish(
        Optional<BitTiming> nominal,
        Optional<BitTiming> data,
        OptionalInt restartMillis,
        OptionalInt queueLength,
        Map<CanMode, Boolean> modes) {
    /** Just up. */
    public static final BusWish UP =
            new BusWish(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Map.of());

    public BusWish {
        modes = Map.copyOf(modes);
        if (data.isPresent() && !modes.getOrDefault(CanMode.FD, true)) {
            throw new NodeException("a bus without CAN FD has no bit rate for its data");
        }
    }

    /** Whether something is said that only a CAN card has. */
    boolean isForACard() {
        return nominal.isPresent()
                || data.isPresent()
                || restartMillis.isPresent()
                || modes.keySet().stream().anyMatch(mode -> mode != CanMode.FD);
    }
}
