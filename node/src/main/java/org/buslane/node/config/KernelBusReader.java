package org.buslane.node.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.node.NodeException;
import org.buslane.node.buses.BusWish;
import org.buslane.node.buses.Quantities;

/** How a bus of the kernel's is to be: {@code {name: can0, kind: kernel, bitrate: 500k, sample-point: 0.875}}. */
final class KernelBusReader {
    private static final String BITRATE = "bitrate";
    private static final String SAMPLE_POINT = "sample-point";
    private static final String DATA_BITRATE = "dbitrate";
    private static final String DATA_SAMPLE_POINT = "dsample-point";
    private static final String RESTART = "restart";
    private static final String QUEUE_LENGTH = "queue-length";
    private static final String FD = "fd";

    private static final Map<String, CanMode> MODES = Map.of(
            FD,
            CanMode.FD,
            "listen-only",
            CanMode.LISTEN_ONLY,
            "loopback",
            CanMode.LOOPBACK,
            "one-shot",
            CanMode.ONE_SHOT,
            "error-reporting",
            CanMode.BUS_ERROR_REPORTING);

    /** As messages list them. */
    static final List<String> KEYS = List.of(
            BITRATE,
            SAMPLE_POINT,
            DATA_BITRATE,
            DATA_SAMPLE_POINT,
            RESTART,
            QUEUE_LENGTH,
            FD,
            "listen-only",
            "loopback",
            "one-shot",
            "error-reporting");

    private KernelBusReader() {}

    static BusWish wish(YamlSection section) {
        Optional<BitTiming> nominal = timing(section, BITRATE, SAMPLE_POINT);
        Optional<BitTiming> data = timing(section, DATA_BITRATE, DATA_SAMPLE_POINT);
        Map<CanMode, Boolean> modes = modes(section);
        requireBothRatesOfFd(
                section, nominal.isPresent(), data.isPresent(), Optional.ofNullable(modes.get(CanMode.FD)));
        return new BusWish(
                nominal,
                data,
                number(section, RESTART, Quantities::millis),
                number(section, QUEUE_LENGTH, Quantities::count),
                modes);
    }

    private static Optional<BitTiming> timing(YamlSection section, String bitrate, String samplePoint) {
        Optional<YamlValue> point = section.get(samplePoint);
        if (section.get(bitrate).isEmpty()) {
            point.ifPresent(alone -> {
                throw alone.mistake("goes with " + bitrate + ", which is not said");
            });
            return Optional.empty();
        }
        Optional<Quantity> fraction = point.map(Quantity::of);
        Quantity rate = Quantity.of(section.require(bitrate));
        BitTiming alone = rate.read((key, text) -> Quantities.timing(key, text, samplePoint, Optional.empty()));
        return Optional.of(fraction.map(part -> part.read(
                        (key, text) -> Quantities.timing(rate.place().key(), rate.text(), key, Optional.of(text))))
                .orElse(alone));
    }

    /** A card that is plugged in again knows neither of them, and takes both or none: can_validate. */
    private static void requireBothRatesOfFd(YamlSection section, boolean nominal, boolean data, Optional<Boolean> fd) {
        if (data && !fd.orElse(true)) {
            throw section.require(DATA_BITRATE).mistake("is for CAN FD, which 'fd: false' turns off");
        }
        if (data && !nominal) {
            throw section.require(DATA_BITRATE).mistake("goes with bitrate, which is not said");
        }
        if (nominal && !data && fd.orElse(false)) {
            throw section.require(FD).mistake("goes with dbitrate beside bitrate, which is not said");
        }
    }

    private static Map<CanMode, Boolean> modes(YamlSection section) {
        Map<CanMode, Boolean> modes = new EnumMap<>(CanMode.class);
        section.parts()
                .forEach((key, value) ->
                        Optional.ofNullable(MODES.get(key)).ifPresent(mode -> modes.put(mode, value.flag())));
        return modes;
    }

    private static OptionalInt number(YamlSection section, String key, BiFunction<String, String, Integer> reading) {
        return section.get(key)
                .map(value -> OptionalInt.of(Quantity.of(value).read(reading)))
                .orElse(OptionalInt.empty());
    }

    /** A number with its unit, as it is written. */
    private record Quantity(YamlValue place, String text) {
        static Quantity of(YamlValue place) {
            return new Quantity(place, place.text());
        }

        /** @param reading by the key and the text, and the key begins what it says of a mistake */
        <T> T read(BiFunction<String, String, T> reading) {
            try {
                return reading.apply(place.key(), text);
            } catch (NodeException e) {
                throw place.misread(String.valueOf(e.getMessage()));
            }
        }
    }
}
