package org.buslane.node.gatewayrules;

import java.util.regex.Pattern;
import org.buslane.core.frame.Payload;
import org.buslane.node.NodeException;

/** Numbers in cangw's words: scanf's %x, %hhx and %hhd, without what those cut off or leave over. */
final class Numbers {
    private static final Pattern HEX = Pattern.compile("(?:0[xX])?0*([0-9A-Fa-f]{1,8})");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}");
    private static final int HEX_BASE = 16;

    private Numbers() {}

    /** 32 bits. */
    static int hex(String what, String text) {
        var digits = HEX.matcher(text);
        if (!digits.matches()) {
            throw new NodeException("%s is a hexadecimal number of 32 bits, not '%s'".formatted(what, text));
        }
        return Integer.parseUnsignedInt(digits.group(1), HEX_BASE);
    }

    /** 8 bits. */
    static int hexByte(String what, String text) {
        int number = hex(what, text);
        if (number < 0 || number > 255) {
            throw new NodeException("%s is a hexadecimal number up to FF, not '%s'".formatted(what, text));
        }
        return number;
    }

    static int decimal(String what, String text, int least, int most) {
        if (DECIMAL.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new NodeException("%s is a number from %d to %d, not '%s'".formatted(what, least, most, text));
    }

    /** So many bytes, two digits each. */
    static Payload bytes(String what, String text, int count) {
        if (text.length() != 2 * count || !text.chars().allMatch(c -> Character.digit(c, HEX_BASE) >= 0 && c < 128)) {
            throw new NodeException("%s is %d hexadecimal digits, not '%s'".formatted(what, 2 * count, text));
        }
        return Payload.ofHex(text);
    }
}
