package org.buslane.linux.netlink;

/**
 * Ids of one length: {@code received & mask == id & mask}, as em_canid of Linux compares them.
 *
 * @param id 11 or 29 bits, without the flags of a can_id
 * @param mask as many
 */
public record CanId(int id, int mask, boolean extended) {
    private static final int STANDARD_BITS = 0x7FF;
    private static final int EXTENDED_BITS = 0x1FFFFFFF;
    private static final int EXTENDED = 0x80000000;

    public CanId {
        int most = extended ? EXTENDED_BITS : STANDARD_BITS;
        Requirements.range(extended ? "an extended id" : "a standard id", id, 0, most);
        Requirements.range(extended ? "an extended mask" : "a standard mask", mask, 0, most);
    }

    public static CanId standard(int id, int mask) {
        return new CanId(id, mask, false);
    }

    public static CanId extended(int id, int mask) {
        return new CanId(id, mask, true);
    }

    /** struct can_filter: with CAN_EFF_FLAG in its mask it is for one length of ids and not for the other too. */
    void write(MessageWriter target) {
        target.u32(extended ? id | EXTENDED : id).u32(mask | EXTENDED);
    }

    /** Whether such a filter can be said here. */
    static boolean isReadable(int filterId, int filterMask) {
        boolean extended = (filterId & EXTENDED) != 0;
        int most = EXTENDED | (extended ? EXTENDED_BITS : STANDARD_BITS);
        return (filterMask & EXTENDED) != 0 && ((filterId | filterMask) & ~most) == 0;
    }

    static CanId read(int filterId, int filterMask) {
        return new CanId(filterId & ~EXTENDED, filterMask & ~EXTENDED, (filterId & EXTENDED) != 0);
    }
}
