package org.buslane.virtual.ecu;

import java.util.HexFormat;
import org.buslane.core.frame.Payload;

/**
 * What data has to begin with: {@code 02.1?} with '?' for any hex digit, or {@code 02.10/FF.F0} with the bits that count
 * behind the '/'. Blanks and dots between bytes mean nothing.
 */
public record DataPattern(Payload value, Payload mask) {
    /** What all data begins with. */
    public static final DataPattern ANY = new DataPattern(Payload.EMPTY, Payload.EMPTY);

    public DataPattern {
        if (value.length() != mask.length()) {
            throw new IllegalArgumentException(
                    "a pattern of %d bytes has a mask of as many, not %d".formatted(value.length(), mask.length()));
        }
    }

    /** @throws IllegalArgumentException saying what a pattern is, if this is none */
    public static DataPattern parse(String text) {
        String digits = text.replaceAll("[ .]", "");
        int slash = digits.indexOf('/');
        try {
            if (slash >= 0) {
                return new DataPattern(
                        Payload.ofHex(digits.substring(0, slash)), Payload.ofHex(digits.substring(slash + 1)));
            }
            HexFormat.of().parseHex(digits.replace('?', '0'));
            return new DataPattern(
                    Payload.ofHex(digits.replace('?', '0')),
                    Payload.ofHex(digits.replaceAll("[^?]", "F").replace('?', '0')));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "data is pairs of hex digits such as 02.1? or 02.10/FF.F0, not '" + text + "'", e);
        }
    }

    public int length() {
        return value.length();
    }

    boolean matches(byte[] data) {
        if (data.length < value.length()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (((data[i] ^ value.at(i)) & mask.at(i)) != 0) {
                return false;
            }
        }
        return true;
    }
}
