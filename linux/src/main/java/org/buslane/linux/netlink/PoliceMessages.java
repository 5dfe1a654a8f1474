package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * act_police on the wire, linux/pkt_cls.h: TCA_POLICE_TBF, a struct tc_police of 56 bytes (index, action, limit, burst,
 * mtu, rate, peakrate, refcnt, bindcnt, capab), and rate and burst in packets.
 */
final class PoliceMessages {
    private static final int SHOT = 2;
    private static final int SIZE = 56;

    /** What the kernel makes of an mtu of 0: frames of any size. */
    private static final int ANY_SIZE = -1;

    private static final int TBF = 1;
    private static final int RESULT = 5;
    private static final int TIMES = 6;
    private static final int PADDING = 7;
    private static final int RATE = 10;
    private static final int BURST = 11;
    private static final Set<Integer> KNOWN = Set.of(TBF, RESULT, TIMES, PADDING, RATE, BURST);

    /**
     * A burst is said as the time it takes to fill, in ticks of 64 ns (PSCHED_SHIFT of net/pkt_sched.h). They are
     * rounded up, so that a full bucket holds the whole burst. tc rounds down, and its {@code pkts_rate 3 pkts_burst 1}
     * passes nothing at all.
     */
    private static final long TICKS_PER_SECOND = 15_625_000;

    private PoliceMessages() {}

    static void write(MessageWriter target, Police police) {
        target.attribute(
                TBF,
                parameters -> parameters.u32(police.index().orElse(0)).u32(SHOT).zeros(SIZE - 8));
        // The kernel leaves it out when it is 0, and so does tc.
        if (police.conform() != Conform.PASS) {
            target.attribute32(RESULT, police.conform().action);
        }
        target.attribute64(RATE, police.framesPerSecond()).attribute64(BURST, ticks(police));
    }

    private static long ticks(Police police) {
        return Math.ceilDiv(police.burst() * TICKS_PER_SECOND, police.framesPerSecond());
    }

    /** Empty if it is none that can be said here. */
    static Optional<Police> read(Attributes options) {
        ByteBuffer parameters = parameters(options);
        OptionalInt index = TrafficAction.shared(parameters.getInt(0));
        long rate = options.u64(RATE);
        long burst = burst(options.u64(BURST), rate);
        boolean byPackets =
                parameters.getInt(16) == ANY_SIZE && parameters.getInt(28) == 0 && parameters.getInt(40) == 0;
        return Arrays.stream(Conform.values())
                .filter(conform -> conform.action == options.s32(RESULT).orElse(0))
                .filter(_ -> options.hasOnly(KNOWN) && byPackets && parameters.getInt(4) == SHOT)
                .filter(_ -> Police.isPossible(rate) && Police.isPossible(burst))
                .map(conform -> new Police(index, rate, burst, conform))
                .findFirst();
    }

    /** Rounded to the nearest, so it does not matter which way it was rounded; 0 for what is out of all bounds. */
    private static long burst(long ticks, long rate) {
        boolean isPossible =
                Police.isPossible(rate) && ticks >= 0 && ticks <= (Long.MAX_VALUE - TICKS_PER_SECOND) / rate;
        return isPossible ? (ticks * rate + TICKS_PER_SECOND / 2) / TICKS_PER_SECOND : 0;
    }

    private static ByteBuffer parameters(Attributes options) {
        return options.value(TBF, SIZE)
                .orElseThrow(() -> new BadMessageException("a rate was told without its TCA_POLICE_TBF"));
    }

    static List<InstalledPolice> readAll(Message message) {
        return ActionMessages.table(message).stream()
                .map(PoliceMessages::installed)
                .toList();
    }

    private static InstalledPolice installed(Attributes action) {
        Attributes options = action.nested(ActionMessages.OPTIONS);
        ByteBuffer parameters = parameters(options);
        return new InstalledPolice(
                parameters.getInt(0), read(options), parameters.getInt(48), ActionMessages.counters(action));
    }
}
