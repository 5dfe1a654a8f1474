package org.buslane.core.policy;

import org.buslane.core.frame.IdWord;

/**
 * A set of frames as struct can_filter of linux/can.h names one: those whose {@code can_id} word agrees
 * with {@code id} in the bits of {@code mask}. CAN_EFF_FLAG and CAN_RTR_FLAG stand in the mask, so that
 * standard and extended, data and remote frames are kept apart, unless the part is of both. CAN_ERR_FLAG
 * never does: in a mask it asks for error frames, and without it the kernel's receive lists (can_rcv_filter
 * in net/can/af_can.c) give none to a can-gw rule, a socket or anyone else.
 *
 * @param id 0 in the bits outside the mask
 * @param rule index of the rule whose rate limits these frames, or {@link #UNLIMITED}
 */
public record Part(int id, int mask, int rule) {
    /** Stands for a rule where none has a rate to keep. */
    public static final int UNLIMITED = -1;

    public Part {
        if ((mask & IdWord.ERROR) != 0 || (id & ~mask) != 0 || rule < UNLIMITED) {
            throw new IllegalArgumentException("%08X:%08X of rule %d is no part".formatted(id, mask, rule));
        }
    }

    /** Whether a frame with this {@code can_id} word is in it; never an error frame. */
    public boolean matches(int idWord) {
        return !IdWord.isError(idWord) && (idWord & mask) == id;
    }

    /** Whether some frame is in both. */
    public boolean meets(Part other) {
        return ((id ^ other.id) & mask & other.mask) == 0;
    }

    /** What is left of it where these bits, none of its mask, have these values. */
    Part within(int bits, int values) {
        return new Part(id | values, mask | bits, rule);
    }

    /** As cangw takes a filter: id and mask in hex. */
    @Override
    public String toString() {
        return "%X:%X".formatted(id, mask);
    }
}
