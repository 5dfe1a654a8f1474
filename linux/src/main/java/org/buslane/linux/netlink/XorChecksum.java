package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A checksum written into the frame after its modifications: all bytes from one to another, xored. Struct cgw_csum_xor
 * of linux/can/gw.h.
 *
 * @param from where in the data; a negative one counts from the frame's end, -1 being its last byte
 * @param to the last one; before {@code from} it goes backwards
 * @param result where it is written
 * @param initial 0 to 255
 */
public record XorChecksum(int from, int to, int result, int initial) {
    static final int SIZE = 4;

    public XorChecksum {
        ChecksumRange.require(from, to, result);
        Requirements.range("a checksum's initial value", initial, 0, 255);
    }

    void write(MessageWriter target) {
        target.u8(from).u8(to).u8(result).u8(initial);
    }

    static XorChecksum read(ByteBuffer value) {
        return new XorChecksum(value.get(0), value.get(1), value.get(2), Byte.toUnsignedInt(value.get(3)));
    }
}
