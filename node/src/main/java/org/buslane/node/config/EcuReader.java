package org.buslane.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.buslane.virtual.ecu.EcuSpec;
import org.buslane.virtual.ecu.SeatSpec;

/**
 * The simulated ECUs of a virtual bus:
 *
 * <pre>
 * ecus:
 *   - seat                        # built in, as cansim's
 *   - {name: left, kind: seat, position: 50}
 *   - name: engine                # one of one's own: ScriptReader
 *     cycles: [...]
 * </pre>
 */
final class EcuReader {
    /** Of one bus. */
    private static final int MOST = 64;

    private static final String NAME = "name";
    private static final String KIND = "kind";
    private static final String SEAT = "seat";
    private static final String SCRIPT = "script";
    private static final String POSITION = "position";
    private static final String LEARNED = "learned";
    private static final String EVERY = "every";
    private static final String STOPS = "stops";
    private static final String ALL_MOTORS = "all-motors";
    private static final List<String> OF_SEAT = List.of(POSITION, LEARNED, EVERY, STOPS, ALL_MOTORS);
    private static final List<String> KEYS = keys();
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
    private static final int NANOS_OF_MILLI = 1_000_000;

    private EcuReader() {}

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(NAME, KIND));
        keys.addAll(OF_SEAT);
        keys.addAll(ScriptReader.KEYS);
        return List.copyOf(keys);
    }

    /** By their names, in their order. */
    static Map<String, EcuSpec> read(YamlValue list) {
        Map<String, EcuSpec> ecus = new LinkedHashMap<>();
        for (YamlValue item : list.list()) {
            YamlValue name = item.isSection() ? item.section(KEYS).require(NAME) : item;
            if (!NAMES.matcher(name.text()).matches()) {
                throw name.mistake("is 1 to 32 letters, digits, '_', '.' or '-', the first a letter or digit, not '"
                        + name.text() + "'");
            }
            EcuSpec ecu = item.isSection() ? section(item.section(KEYS)) : builtIn(item);
            if (ecus.put(name.text(), ecu) != null) {
                throw name.mistake("'" + name.text() + "' is the name of another ECU of this bus already");
            }
        }
        if (ecus.size() > MOST) {
            throw list.mistake("has %d ECUs; at most %d are possible".formatted(ecus.size(), MOST));
        }
        return ecus;
    }

    private static EcuSpec builtIn(YamlValue word) {
        if (!word.text().equals(SEAT)) {
            throw word.mistake("names an ECU that is built in, which is seat alone, not '%s'; one of your own has keys"
                    .formatted(word.text()));
        }
        return SeatSpec.USUAL;
    }

    private static EcuSpec section(YamlSection section) {
        Optional<YamlValue> kind = section.get(KIND);
        return switch (kind.map(YamlValue::text).orElse(SCRIPT)) {
            case SEAT -> {
                section.refuse(ScriptReader.KEYS, "is of an ECU of one's own, and this one is 'kind: seat'");
                yield seat(section);
            }
            case SCRIPT -> {
                section.refuse(OF_SEAT, "is of the built-in seat, which 'kind: seat' says");
                yield ScriptReader.read(section);
            }
            case String other -> throw section.require(KIND).mistake("is seat or script, not '" + other + "'");
        };
    }

    private static SeatSpec seat(YamlSection section) {
        SeatSpec usual = SeatSpec.USUAL;
        OptionalInt position = section.get(POSITION).map(EcuReader::position).orElse(usual.position());
        int learned = section.get(LEARNED).map(Spans::number).orElse(usual.learned());
        long every = section.get(EVERY)
                .map(value -> Spans.nanos(value) / NANOS_OF_MILLI)
                .orElse((long) usual.delayMillis());
        boolean stops = section.get(STOPS).map(YamlValue::flag).orElse(usual.stops());
        boolean all = section.get(ALL_MOTORS).map(YamlValue::flag).orElse(usual.allMotors());
        return section.whole()
                .checked(() -> new SeatSpec(position, learned, (int) Math.min(every, Integer.MAX_VALUE), stops, all));
    }

    private static OptionalInt position(YamlValue value) {
        return value.text().equals("unknown") ? OptionalInt.empty() : OptionalInt.of(Spans.number(value));
    }
}
