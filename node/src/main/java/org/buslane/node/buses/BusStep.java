package org.buslane.node.buses;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.linux.netlink.CanParameters;

/** One change of an interface. As a text it is the words of {@code ip link set NAME} that do the same. */
sealed interface BusStep {
    /** Programs that are bound to it get ENETDOWN. */
    record Down() implements BusStep {
        @Override
        public String toString() {
            return "down";
        }
    }

    record Up() implements BusStep {
        @Override
        public String toString() {
            return "up";
        }
    }

    /** What a card is told while it is down. */
    record Card(CanParameters parameters) implements BusStep {
        @Override
        public String toString() {
            StringBuilder words = new StringBuilder("type can");
            parameters.nominal().ifPresent(timing -> words.append(timing("", timing)));
            parameters.data().ifPresent(timing -> words.append(timing("d", timing)));
            parameters
                    .restartMillis()
                    .ifPresent(millis -> words.append(" restart-ms ").append(millis));
            Map<CanMode, Boolean> modes = new TreeMap<>(parameters.modes());
            modes.forEach((mode, on) -> words.append(' ').append(word(mode)).append(on ? " on" : " off"));
            return words.toString();
        }

        private static String timing(String prefix, BitTiming timing) {
            String bitrate = " %sbitrate %d".formatted(prefix, timing.bitrate());
            return timing.samplePoint().isPresent()
                    ? "%s %ssample-point 0.%03d"
                            .formatted(bitrate, prefix, timing.samplePoint().getAsInt())
                    : bitrate;
        }

        private static String word(CanMode mode) {
            return switch (mode) {
                case LOOPBACK -> "loopback";
                case LISTEN_ONLY -> "listen-only";
                case TRIPLE_SAMPLING -> "triple-sampling";
                case ONE_SHOT -> "one-shot";
                case BUS_ERROR_REPORTING -> "berr-reporting";
                case FD -> "fd";
                case PRESUME_ACK -> "presume-ack";
                case FD_NON_ISO -> "fd-non-iso";
                case CLASSIC_DLC_9_TO_15 -> "cc-len8-dlc";
            };
        }
    }

    /** What a virtual interface carries: with 72 CAN FD frames, with 16 classic ones only. Set while it is down. */
    record Mtu(int bytes) implements BusStep {
        @Override
        public String toString() {
            return "mtu " + bytes;
        }
    }

    record QueueLength(int frames) implements BusStep {
        @Override
        public String toString() {
            return "txqueuelen " + frames;
        }
    }

    /** Has a card that is bus-off take part again. */
    record Restart() implements BusStep {
        @Override
        public String toString() {
            return "type can restart";
        }
    }

    /** Lines that a root shell takes. */
    static String commands(String name, List<BusStep> steps) {
        return steps.stream().map(step -> "ip link set " + name + " " + step).collect(Collectors.joining("\n"));
    }
}
