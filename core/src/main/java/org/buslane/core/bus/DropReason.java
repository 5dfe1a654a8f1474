package org.buslane.core.bus;

import java.util.Locale;

/** Why a frame that came to a port did not go on. The order is part of {@link Ledger}'s layout. */
public enum DropReason {
    /** The policy has no rule for it. */
    DENIED,
    /** The policy allows it, but not so many of them. */
    OVER_RATE,
    /** Not a frame, or not one that this bus or socket carries. */
    INVALID,
    /** The interface is down. */
    DOWN,
    /** Written to a socket that is bound to no interface. */
    UNBOUND,
    /** Not what the reader asked for: its filters, its frame kinds, its own frames. */
    UNWANTED,
    /** The reader did not keep up and its queue was full. */
    QUEUE_FULL,
    /** The reader left before it could be given. */
    GONE,
    /** The adapter said that it does not take it. */
    REFUSED,
    /** A fault that its simulated ECU was declared with kept it from the bus. */
    FAULT,
    /** It waited for its way on for so long that it was of no use any more. */
    OVER_AGE;

    /** For people: {@code queue full}. */
    public String words() {
        return label().replace('_', ' ');
    }

    /** As it stands in JSON and metrics: {@code queue_full}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
