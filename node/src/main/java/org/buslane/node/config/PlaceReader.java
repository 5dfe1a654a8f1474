package org.buslane.node.config;

import java.util.List;
import org.buslane.virtual.ecu.BitPlace;

/**
 * Where a number stands in a frame: {@code {byte: 3}}, or {@code {start: 16, bits: 12, order: little}} with the numbers
 * of a DBC file. Without {@code bits} it is a byte.
 */
final class PlaceReader {
    static final String BYTE = "byte";
    private static final String START = "start";
    private static final String BITS = "bits";
    private static final String ORDER = "order";
    static final List<String> KEYS = List.of(BYTE, START, BITS, ORDER);

    private static final String BIG = "big";
    private static final int LAST_BYTE = 63;

    private PlaceReader() {}

    static BitPlace read(YamlValue value) {
        return read(value.section(KEYS));
    }

    static BitPlace read(YamlSection section) {
        if (section.get(BYTE).isPresent() == section.get(START).isPresent()) {
            throw section.whole().mistake("stands at a 'byte' or at a 'start' bit: it has one of both");
        }
        boolean big = section.get(ORDER).map(PlaceReader::isBig).orElse(false);
        int bits = section.get(BITS).map(Spans::number).orElse(Byte.SIZE);
        int start = section.get(BYTE)
                .map(value -> index(value) * Byte.SIZE + (big ? Byte.SIZE - 1 : 0))
                .orElseGet(() -> Spans.number(section.require(START)));
        return section.whole().checked(() -> new BitPlace(start, bits, big));
    }

    /** The number of a byte. */
    static int index(YamlValue value) {
        int index = Spans.number(value);
        if (index < 0 || index > LAST_BYTE) {
            throw value.mistake("is the number of a byte, 0 to %d, not %d".formatted(LAST_BYTE, index));
        }
        return index;
    }

    private static boolean isBig(YamlValue value) {
        return switch (value.text()) {
            case BIG -> true;
            case "little" -> false;
            case String other -> throw value.mistake("is little or big, not '" + other + "'");
        };
    }
}
