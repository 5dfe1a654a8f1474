package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import org.buslane.core.frame.Payload;

/**
 * A CRC-8 written into the frame after its modifications. Struct cgw_csum_crc8 of linux/can/gw.h, 282 bytes.
 *
 * @param from where in the data; a negative one counts from the frame's end, -1 being its last byte
 * @param to the last one; before {@code from} it goes backwards
 * @param result where it is written
 * @param initial 0 to 255
 * @param finalXor 0 to 255, xored with the result
 * @param table 256 bytes
 * @param profile what else goes into it: 1 one byte, 2 one of 16 bytes chosen by data[1], 3 the id's two bytes; 0 nothing
 * @param profileData 20 bytes, of which profile 1 reads the first and profile 2 the first 16
 */
public record Crc8Checksum(
        int from, int to, int result, int initial, int finalXor, Payload table, int profile, Payload profileData) {
    static final int SIZE = 282;

    private static final int OFFSET_TABLE = 5;
    private static final int TABLE = 256;
    private static final int OFFSET_PROFILE = OFFSET_TABLE + TABLE;
    private static final int PROFILE_DATA = 20;

    public Crc8Checksum {
        ChecksumRange.require(from, to, result);
        Requirements.range("a checksum's initial value", initial, 0, 255);
        Requirements.range("a checksum's final value", finalXor, 0, 255);
        Requirements.range("the bytes in a CRC-8's table", table.length(), TABLE, TABLE);
        Requirements.range("a CRC-8's profile", profile, 0, 255);
        Requirements.range("the bytes of a CRC-8's profile", profileData.length(), PROFILE_DATA, PROFILE_DATA);
    }

    void write(MessageWriter target) {
        target.u8(from).u8(to).u8(result).u8(initial).u8(finalXor);
        target.bytes(table.toBytes()).u8(profile).bytes(profileData.toBytes());
    }

    static Crc8Checksum read(ByteBuffer value) {
        return new Crc8Checksum(
                value.get(0),
                value.get(1),
                value.get(2),
                Byte.toUnsignedInt(value.get(3)),
                Byte.toUnsignedInt(value.get(4)),
                bytes(value, OFFSET_TABLE, TABLE),
                Byte.toUnsignedInt(value.get(OFFSET_PROFILE)),
                bytes(value, OFFSET_PROFILE + 1, PROFILE_DATA));
    }

    private static Payload bytes(ByteBuffer value, int at, int length) {
        byte[] bytes = new byte[length];
        value.get(at, bytes);
        return Payload.of(bytes);
    }
}
