package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a CAN card is set to, and how far it can be set: IFLA_CAN_ attributes of linux/can/netlink.h.
 *
 * @param nominal empty if it was never set, or the card does not know it
 * @param data the bit rate of a CAN FD frame's data
 * @param nominalLimits empty for a card that computes by itself
 * @param restartMillis how long after bus-off it comes back by itself; 0 never
 * @param modes those that are on
 * @param state empty if its driver does not say
 * @param errorCounters empty if its driver does not say, or the card is down
 */
public record CanSettings(
        Optional<SetTiming> nominal,
        Optional<SetTiming> data,
        Optional<TimingLimits> nominalLimits,
        Optional<TimingLimits> dataLimits,
        int restartMillis,
        Set<CanMode> modes,
        Optional<CanState> state,
        Optional<CanErrorCounters> errorCounters) {
    private static final int BITTIMING = 1;
    private static final int BITTIMING_LIMITS = 2;
    private static final int CLOCK = 3;
    private static final int STATE = 4;
    private static final int CTRLMODE = 5;
    private static final int RESTART_MS = 6;
    static final int RESTART = 7;
    private static final int BERR_COUNTER = 8;
    private static final int DATA_BITTIMING = 9;
    private static final int DATA_BITTIMING_LIMITS = 10;

    /** struct can_ctrlmode: which the card has, which are on. */
    private static final int CTRLMODE_SIZE = 8;

    public CanSettings {
        modes = Set.copyOf(modes);
    }

    /** Of a card of which nothing but that is known. */
    public CanSettings(
            Optional<SetTiming> nominal,
            Optional<SetTiming> data,
            Optional<TimingLimits> nominalLimits,
            Optional<TimingLimits> dataLimits,
            int restartMillis,
            Set<CanMode> modes) {
        this(nominal, data, nominalLimits, dataLimits, restartMillis, modes, Optional.empty(), Optional.empty());
    }

    /** What it has to be told to be as it is now. */
    public CanParameters parameters() {
        CanParameters parameters = new CanParameters(
                nominal.map(SetTiming::wanted), data.map(SetTiming::wanted), OptionalInt.of(restartMillis), Map.of());
        for (CanMode mode : CanMode.values()) {
            parameters = parameters.with(mode, modes.contains(mode));
        }
        return parameters;
    }

    static CanSettings read(Attributes attributes) {
        int clock = attributes.s32(CLOCK).orElse(0);
        return new CanSettings(
                timing(attributes, BITTIMING),
                timing(attributes, DATA_BITTIMING),
                limits(attributes, BITTIMING_LIMITS, clock),
                limits(attributes, DATA_BITTIMING_LIMITS, clock),
                attributes.s32(RESTART_MS).orElse(0),
                attributes
                        .value(CTRLMODE, CTRLMODE_SIZE)
                        .map(value -> modes(value.getInt(4)))
                        .orElse(Set.of()),
                attributes.value(STATE, 4).flatMap(value -> CanState.of(value.getInt(0))),
                attributes.value(BERR_COUNTER, CanErrorCounters.SIZE).map(CanErrorCounters::read));
    }

    private static Optional<SetTiming> timing(Attributes attributes, int type) {
        return attributes
                .value(type, SetTiming.SIZE)
                .filter(value -> value.getInt(0) > 0)
                .map(SetTiming::read);
    }

    private static Optional<TimingLimits> limits(Attributes attributes, int type, int clock) {
        Optional<ByteBuffer> value = attributes.value(type, TimingLimits.SIZE);
        return clock > 0 ? value.map(limits -> TimingLimits.read(limits, clock)) : Optional.empty();
    }

    private static Set<CanMode> modes(int bits) {
        Set<CanMode> modes = EnumSet.noneOf(CanMode.class);
        for (CanMode mode : CanMode.values()) {
            if ((bits & mode.bit) != 0) {
                modes.add(mode);
            }
        }
        return modes;
    }
}
