package org.buslane.linux.netlink;

import java.util.Optional;

/** How a CAN controller stands with its bus: enum can_state of linux/can/netlink.h, in its order. */
public enum CanState {
    ERROR_ACTIVE,
    /** One of its error counters is above 95. */
    ERROR_WARNING,
    /** One is above 127: it may no longer tell others of errors. */
    ERROR_PASSIVE,
    /** The one of what it sends is above 255: it takes no part until it is restarted. */
    BUS_OFF,
    /** Set down. */
    STOPPED,
    SLEEPING;

    /** Empty for one that later kernels may have. */
    static Optional<CanState> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
