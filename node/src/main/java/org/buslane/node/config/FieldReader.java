package org.buslane.node.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.buslane.virtual.ecu.Checksum;
import org.buslane.virtual.ecu.DataIdMode;
import org.buslane.virtual.ecu.Field;

/**
 * What is filled into a frame:
 *
 * <pre>
 * - {start: 7, bits: 16, order: big, value: rpm * 4}
 * - {byte: 1, bits: 4, counter: 0-14}
 * - {byte: 7, checksum: j1850}                 # or xor; over all other bytes, or over: 0-6
 * - {byte: 0, checksum: e2e-1, data-id: 0x123, mode: both}
 * </pre>
 */
final class FieldReader {
    private static final String VALUE = "value";
    private static final String COUNTER = "counter";
    private static final String CHECKSUM = "checksum";
    private static final String OVER = "over";
    private static final String FIRST = "begin";
    private static final String DATA_ID = "data-id";
    private static final String MODE = "mode";
    private static final List<String> WHAT = List.of(VALUE, COUNTER, CHECKSUM);
    private static final List<String> OF_CHECKSUM = List.of(OVER, FIRST, DATA_ID, MODE);
    private static final List<String> KEYS = keys();

    private final Names names;
    private final int length;

    /** @param length of the frame's data in bytes */
    FieldReader(Names names, int length) {
        this.names = names;
        this.length = length;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(PlaceReader.KEYS);
        keys.addAll(WHAT);
        keys.addAll(OF_CHECKSUM);
        return List.copyOf(keys);
    }

    Field read(YamlValue item) {
        YamlSection section = item.section(KEYS);
        List<String> said =
                WHAT.stream().filter(key -> section.get(key).isPresent()).toList();
        if (said.size() != 1) {
            throw item.mistake("is a value, a counter or a checksum: it has one of these keys");
        }
        Field field = item.checked(() -> switch (said.getFirst()) {
            case VALUE -> new Field.Value(PlaceReader.read(section), names.expression(section.require(VALUE)));
            case COUNTER -> {
                Spans.Range range = Spans.range(section.require(COUNTER));
                yield new Field.Counter(PlaceReader.read(section), range.first(), range.last());
            }
            default -> check(section);
        });
        if (!said.getFirst().equals(CHECKSUM)) {
            section.refuse(OF_CHECKSUM, "is of a checksum");
        }
        if (field.bytesNeeded() > length) {
            throw item.mistake(
                    "reaches into byte %d of a frame that has %d".formatted(field.bytesNeeded() - 1, length));
        }
        return field;
    }

    private Field.Check check(YamlSection section) {
        section.refuse(List.of("start", "bits", "order"), "is of no checksum, which is one whole byte");
        int at = PlaceReader.index(section.require(PlaceReader.BYTE));
        Spans.Range over = section.get(OVER).map(FieldReader::bytes).orElse(new Spans.Range(0, length - 1L));
        Checksum checksum = checksum(section);
        return new Field.Check(at, (int) over.first(), (int) over.last(), checksum);
    }

    private static Spans.Range bytes(YamlValue value) {
        Spans.Range range = Spans.range(value);
        if (range.last() > Byte.MAX_VALUE) {
            throw value.mistake("goes over bytes such as 0-6, not '" + value.text() + "'");
        }
        return range;
    }

    private static Checksum checksum(YamlSection section) {
        YamlValue kind = section.require(CHECKSUM);
        String text = kind.text();
        if (!text.equals("e2e-1")) {
            section.refuse(List.of(DATA_ID, MODE), "is of checksum e2e-1");
        }
        if (!text.equals("xor")) {
            section.refuse(List.of(FIRST), "is of checksum xor");
        }
        return switch (text) {
            case "xor" -> new Checksum.Xor(section.get(FIRST).map(Spans::number).orElse(0));
            case "j1850" -> new Checksum.J1850();
            case "e2e-1" -> {
                int id = Spans.number(section.require(DATA_ID));
                DataIdMode mode = section.get(MODE).map(FieldReader::mode).orElse(DataIdMode.BOTH);
                yield section.require(DATA_ID).checked(() -> new Checksum.E2eProfile1(id, mode));
            }
            default -> throw kind.mistake("is xor, j1850 or e2e-1, not '" + text + "'");
        };
    }

    private static DataIdMode mode(YamlValue value) {
        return Arrays.stream(DataIdMode.values())
                .filter(mode -> mode.label().equals(value.text()))
                .findFirst()
                .orElseThrow(() -> value.mistake("is one of %s, not '%s'"
                        .formatted(
                                Arrays.stream(DataIdMode.values())
                                        .map(DataIdMode::label)
                                        .collect(Collectors.joining(", ")),
                                value.text())));
    }
}
