package org.buslane.node.gatewayrules;

import java.util.Optional;
import org.buslane.core.frame.Payload;
import org.buslane.linux.netlink.Crc8Checksum;
import org.buslane.linux.netlink.XorChecksum;
import org.buslane.node.NodeException;

/** The values of {@code -x}, {@code -c} and {@code -p}: places are decimal and may be negative, values hexadecimal. */
final class ChecksumText {
    private static final int FURTHEST = 64;
    private static final int TABLE = 256;
    private static final int PROFILE_DATA = 20;
    private static final int TABLE_BY_COUNTER = 16;

    private ChecksumText() {}

    static XorChecksum xor(String text) {
        String[] parts = split("-x FROM:TO:RESULT:INITIAL", text, 4);
        return new XorChecksum(
                place(parts[0]), place(parts[1]), place(parts[2]), Numbers.hexByte("a value of -x", parts[3]));
    }

    static Crc8Checksum crc8(String text, Optional<String> profile) {
        String[] parts = split("-c FROM:TO:RESULT:INITIAL:FINAL:TABLE", text, 6);
        String[] chosen = profile.orElse("0:").split(":", -1);
        int number = profile.isEmpty() ? 0 : Numbers.decimal("the profile of -p", chosen[0], 1, 3);
        return new Crc8Checksum(
                place(parts[0]),
                place(parts[1]),
                place(parts[2]),
                Numbers.hexByte("a value of -c", parts[3]),
                Numbers.hexByte("a value of -c", parts[4]),
                Numbers.bytes("the table of -c", parts[5], TABLE),
                number,
                profileData(number, chosen.length > 1 ? chosen[1] : "").padded(PROFILE_DATA));
    }

    private static Payload profileData(int profile, String data) {
        return switch (profile) {
            case 1 -> Payload.of((byte) Numbers.hexByte("the data of -p 1", data));
            case 2 -> Numbers.bytes("the data of -p 2", data, TABLE_BY_COUNTER);
            default -> Payload.EMPTY;
        };
    }

    private static String[] split(String form, String text, int count) {
        String[] parts = text.split(":", -1);
        if (parts.length != count) {
            throw new NodeException("'%s' is no checksum: %s".formatted(text, form));
        }
        return parts;
    }

    private static int place(String text) {
        return Numbers.decimal("a place in a frame's data", text, -FURTHEST, FURTHEST - 1);
    }
}
