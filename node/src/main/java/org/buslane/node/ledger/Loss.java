package org.buslane.node.ledger;

/** Why a frame did not arrive. */
public enum Loss {
    /** The policy does not let it through. */
    DENIED("denied"),
    /** There were more than a rate lets through. */
    OVER_RATE("over_rate"),
    /** The bus was gone or down, or nothing led there. */
    NO_BUS("no_bus"),
    /** The bus's queue was full. */
    BUS_FULL("bus_full"),
    /** This machine's queue for frames between interfaces was full (netdev_max_backlog). */
    BACKLOG("backlog"),
    /** It was on the bus while nothing led from there to the lane. */
    UNROUTED("unrouted"),
    /** The end inside was down, or its queue full. */
    UNTAKEN("untaken"),
    /** The kernel's queue to the process that copies was full. */
    OVERFLOW("overflow"),
    /** The interface did not take it from the process that copies: it was down, gone, or its queue stayed full. */
    REFUSED("refused");

    private final String label;

    Loss(String label) {
        this.label = label;
    }

    /** As metrics and JSON call it. */
    public String label() {
        return label;
    }
}
