package org.buslane.linux.netlink;

/**
 * Which frames a rule is for: {@code received & mask == id & mask}, struct can_filter of linux/can.h. The upper three
 * bits of both are those of a can_id: EFF, RTR, ERR; without EFF and RTR in the mask a filter for a standard id passes
 * the extended one of that number and the remote frame as well. ERR in the mask asks for error frames.
 *
 * @param id with bit 29 (CAN_INV_FILTER) it is for all other frames
 */
public record GatewayFilter(int id, int mask) {
    /** All frames but error frames. */
    public static final GatewayFilter ALL = new GatewayFilter(0, 0);

    private static final int INVERTED = 0x20000000;

    /** As cangw writes it: {@code 123:C00007FF}, or {@code 123~C00007FF} for all others. */
    @Override
    public String toString() {
        boolean inverted = (id & INVERTED) != 0;
        return "%03X%s%X".formatted(id & ~INVERTED, inverted ? "~" : ":", mask);
    }
}
