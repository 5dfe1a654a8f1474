package org.buslane.linux.can;

/**
 * struct can_filter of linux/can.h: a frame passes whose {@code can_id} word agrees with {@code id} in the bits of
 * {@code mask}. A socket receives what one of its filters lets pass, once however many do. Error frames are not
 * filtered by id, see {@link CanOptions#errorClasses}.
 *
 * @param id with {@link #INVERTED} the frames that would not pass do
 */
public record CanFilter(int id, int mask) {
    /** sizeof(struct can_filter): 4 bytes id, 4 bytes mask. */
    static final int SIZE = 8;

    /** CAN_INV_FILTER, in {@link #id}. */
    public static final int INVERTED = 0x20000000;

    /** What a new socket has: everything but error frames. */
    public static final CanFilter ALL = new CanFilter(0, 0);
}
