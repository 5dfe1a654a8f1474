package org.buslane.linux.netlink;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a CAN card is told; what is empty or not named stays as it is. The card has to be down (EBUSY).
 *
 * @param data the bit rate of a CAN FD frame's data
 * @param restartMillis how long after bus-off it comes back by itself; 0 never
 * @param modes which are to be on and which off; a card that cannot answers EOPNOTSUPP
 */
public record CanParameters(
        Optional<BitTiming> nominal, Optional<BitTiming> data, OptionalInt restartMillis, Map<CanMode, Boolean> modes) {
    /** IFLA_CAN_ attributes of linux/can/netlink.h. */
    static final int BITTIMING = 1;

    private static final int CTRLMODE = 5;
    private static final int RESTART_MS = 6;
    private static final int DATA_BITTIMING = 9;

    public CanParameters {
        restartMillis.ifPresent(millis -> Requirements.range("a restart time in ms", millis, 0, Integer.MAX_VALUE));
        modes = Map.copyOf(modes);
    }

    /** A classic bus of that many bits per second. */
    public static CanParameters classic(int bitrate) {
        return new CanParameters(
                Optional.of(BitTiming.of(bitrate)), Optional.empty(), OptionalInt.empty(), Map.of(CanMode.FD, false));
    }

    /** A CAN FD bus: bits per second of the arbitration and of the data. */
    public static CanParameters fd(int bitrate, int dataBitrate) {
        return new CanParameters(
                Optional.of(BitTiming.of(bitrate)),
                Optional.of(BitTiming.of(dataBitrate)),
                OptionalInt.empty(),
                Map.of(CanMode.FD, true));
    }

    public CanParameters withRestart(int millis) {
        return new CanParameters(nominal, data, OptionalInt.of(millis), modes);
    }

    public CanParameters with(CanMode mode, boolean on) {
        Map<CanMode, Boolean> more = new TreeMap<>(modes);
        more.put(mode, on);
        return new CanParameters(nominal, data, restartMillis, more);
    }

    /** In iproute2's order. */
    void write(MessageWriter target) {
        restartMillis.ifPresent(millis -> target.attribute32(RESTART_MS, millis));
        nominal.ifPresent(timing -> target.attribute(BITTIMING, timing::write));
        data.ifPresent(timing -> target.attribute(DATA_BITTIMING, timing::write));
        if (!modes.isEmpty()) {
            target.attribute(CTRLMODE, mode -> mode.u32(bits(false)).u32(bits(true)));
        }
    }

    /** All that are named, or those of them that are to be on. */
    private int bits(boolean onOnly) {
        return modes.entrySet().stream()
                .filter(mode -> mode.getValue() || !onOnly)
                .mapToInt(mode -> mode.getKey().bit)
                .reduce(0, (left, right) -> left | right);
    }
}
