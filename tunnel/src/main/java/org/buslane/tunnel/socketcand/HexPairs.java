package org.buslane.tunnel.socketcand;

import java.util.Optional;
import org.buslane.core.frame.Payload;

/** Bytes of exactly two hex digits at fixed places, as asc2nibble of socketcand.c reads them. */
final class HexPairs {
    private static final int HEX = 16;

    private HexPairs() {}

    /**
     * @param step characters from one byte to the next: 2, or 3 with something between them
     * @return empty if one of them is no hex digit, or they are not all there
     */
    static Optional<Payload> read(String text, int from, int count, int step) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            if (at + 1 >= text.length()) {
                return Optional.empty();
            }
            int high = Character.digit(text.charAt(at), HEX);
            int low = Character.digit(text.charAt(at + 1), HEX);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return Optional.of(Payload.of(bytes));
    }
}
