package org.buslane.core.frame;

/**
 * A CAN XL frame.
 *
 * @param priority what it is arbitrated by, 11 bits
 * @param virtualNetwork the VCID, 8 bits
 * @param flags 8 bits, always with {@link FrameLayout#XL_XLF}, which the constructor adds
 * @param sduType the SDT: what the data is, 8 bits
 * @param acceptance the acceptance field, 32 bits
 * @param data 1 to 2048 bytes
 */
public record XlFrame(int priority, int virtualNetwork, int flags, int sduType, int acceptance, Payload data)
        implements Frame {
    public static final int MAX_DATA = FrameLayout.XL_MAX_SIZE - FrameLayout.XL_HEADER;

    /** CANXL_VCID_OFFSET. */
    static final int NETWORK_SHIFT = 16;

    public XlFrame {
        check("priority", priority, IdWord.STANDARD_MASK);
        check("virtual network id", virtualNetwork, 0xff);
        check("flags", flags, 0xff);
        check("SDU type", sduType, 0xff);
        if (data.length() < 1 || data.length() > MAX_DATA) {
            throw new IllegalArgumentException("an XL frame has 1 to 2048 bytes, not " + data.length());
        }
        flags |= FrameLayout.XL_XLF;
    }

    @Override
    public int idWord() {
        return virtualNetwork << NETWORK_SHIFT | priority;
    }

    @Override
    public int length() {
        return data.length();
    }

    private static void check(String what, int value, int mask) {
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("XL %s %X is beyond %X".formatted(what, value, mask));
        }
    }
}
