package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/** The two counters that decide a controller's state: struct can_berr_counter of linux/can/netlink.h. */
public record CanErrorCounters(int sending, int receiving) {
    static final int SIZE = 4;

    static CanErrorCounters read(ByteBuffer value) {
        return new CanErrorCounters(Short.toUnsignedInt(value.getShort(0)), Short.toUnsignedInt(value.getShort(2)));
    }
}
