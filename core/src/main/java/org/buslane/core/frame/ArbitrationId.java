package org.buslane.core.frame;

/**
 * The arbitration id of a classic or FD frame, without flags. {@code 123} and {@code 00000123} are
 * different ids: the lengths of ids are part of them on the wire.
 *
 * @param value 0 to 7FF, or to 1FFFFFFF if extended
 * @param extended whether the id has 29 bits instead of 11
 */
public record ArbitrationId(int value, boolean extended) {
    public ArbitrationId {
        if ((value & ~(extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK)) != 0) {
            throw new IllegalArgumentException("%s id %X is beyond %s"
                    .formatted(extended ? "extended" : "standard", value, extended ? "1FFFFFFF" : "7FF"));
        }
    }

    /** An 11-bit id. */
    public static ArbitrationId standard(int value) {
        return new ArbitrationId(value, false);
    }

    /** A 29-bit id. */
    public static ArbitrationId extended(int value) {
        return new ArbitrationId(value, true);
    }

    /** The id of a {@code can_id} word, whatever its other flags and, in a standard id, its unused bits are. */
    public static ArbitrationId ofWord(int word) {
        boolean extended = IdWord.isExtended(word);
        return new ArbitrationId(word & (extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK), extended);
    }

    /** As a {@code can_id} word of a data frame: the id, and CAN_EFF_FLAG if extended. */
    public int word() {
        return extended ? value | IdWord.EXTENDED : value;
    }

    /** 3 hex digits, or 8 if extended. */
    @Override
    public String toString() {
        return extended ? "%08X".formatted(value) : "%03X".formatted(value);
    }
}
