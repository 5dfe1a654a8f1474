package org.buslane.core.text;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.ErrorFrame;

/** What an error frame reports, in words: the classes and details of linux/can/error.h. */
public final class ErrorWords {
    private static final int LOST_ARBITRATION = 1;
    private static final int CONTROLLER = 2;
    private static final int PROTOCOL = 3;
    private static final int TRANSCEIVER = 4;
    private static final int COUNTERS = 9;

    private static final String[] CLASSES = {
        "transmit timeout",
        "arbitration lost",
        "controller",
        "protocol",
        "transceiver",
        "no acknowledgement",
        "bus off",
        "bus error",
        "restarted after bus off",
        "error counters",
    };

    private static final String[] CONTROLLER_STATES = {
        "receive buffer overflow",
        "transmit buffer overflow",
        "receive error warning",
        "transmit error warning",
        "receive error passive",
        "transmit error passive",
        "error active again",
    };

    private static final String[] VIOLATIONS = {
        "wrong bit",
        "frame form",
        "bit stuffing",
        "could not send dominant bit",
        "could not send recessive bit",
        "bus overload",
        "active error announced",
        "while transmitting",
    };

    private ErrorWords() {}

    /** One phrase for each class, separated by semicolons. Details that the data is too short for are left out. */
    public static String of(ErrorFrame frame) {
        List<String> phrases = new ArrayList<>();
        for (int i = 0; i < CLASSES.length; i++) {
            if ((frame.classes() >> i & 1) != 0) {
                String details = details(i, frame);
                phrases.add(details.isEmpty() ? CLASSES[i] : CLASSES[i] + details);
            }
        }
        int unknown = frame.classes() >> CLASSES.length << CLASSES.length;
        if (unknown != 0) {
            phrases.add("unknown class %X".formatted(unknown));
        }
        // Drivers fill in the counters long before they began to set their class bit (kernel 6.0).
        if ((frame.classes() >> COUNTERS & 1) == 0 && (at(frame, 6) | at(frame, 7)) != 0) {
            phrases.add(CLASSES[COUNTERS] + details(COUNTERS, frame));
        }
        return phrases.isEmpty() ? "no error class" : String.join("; ", phrases);
    }

    private static String details(int errorClass, ErrorFrame frame) {
        return switch (errorClass) {
            case LOST_ARBITRATION -> at(frame, 0) == 0 ? "" : " at bit " + at(frame, 0);
            case CONTROLLER -> list(at(frame, 1), CONTROLLER_STATES);
            case PROTOCOL -> list(at(frame, 2), VIOLATIONS) + location(at(frame, 3));
            case TRANSCEIVER -> wires(at(frame, 4));
            case COUNTERS -> ": transmit %d, receive %d".formatted(at(frame, 6), at(frame, 7));
            default -> "";
        };
    }

    private static String list(int bits, String[] words) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if ((bits >> i & 1) != 0) {
                set.add(words[i]);
            }
        }
        return set.isEmpty() ? "" : ": " + String.join(", ", set);
    }

    private static String location(int code) {
        String place = switch (code) {
            case 0x02 -> "id bits 28 to 21";
            case 0x03 -> "start of frame";
            case 0x04 -> "substitute remote bit";
            case 0x05 -> "id extension bit";
            case 0x06 -> "id bits 20 to 18";
            case 0x07 -> "id bits 17 to 13";
            case 0x08 -> "CRC";
            case 0x09 -> "reserved bit 0";
            case 0x0a -> "data";
            case 0x0b -> "length code";
            case 0x0c -> "remote bit";
            case 0x0d -> "reserved bit 1";
            case 0x0e -> "id bits 4 to 0";
            case 0x0f -> "id bits 12 to 5";
            case 0x12 -> "intermission";
            case 0x18 -> "CRC delimiter";
            case 0x19 -> "acknowledge slot";
            case 0x1a -> "end of frame";
            case 0x1b -> "acknowledge delimiter";
            default -> "";
        };
        return place.isEmpty() ? "" : ", in " + place;
    }

    private static String wires(int status) {
        String high = wire("CANH", status & 0x0f);
        String low = (status & 0x80) != 0 ? "CANL shorted to CANH" : wire("CANL", status >> 4);
        return high.isEmpty() && low.isEmpty() ? "" : ": " + high + (high.isEmpty() || low.isEmpty() ? "" : ", ") + low;
    }

    private static String wire(String name, int status) {
        return switch (status) {
            case 4 -> name + " not connected";
            case 5 -> name + " shorted to battery";
            case 6 -> name + " shorted to supply";
            case 7 -> name + " shorted to ground";
            default -> "";
        };
    }

    private static int at(ErrorFrame frame, int index) {
        return index < frame.length() ? frame.data().at(index) : 0;
    }
}
