package org.buslane.virtual.adapter;

import java.util.Locale;

/** Where an adapter is on its way to its bus. */
public enum AdapterState {
    /** Unplugged, not reachable, or not as it should be; it is tried again. */
    AWAY,
    /** A connection is being made. */
    CONNECTING,
    /** It is being told the bit rate. */
    OPENING,
    /** Frames go both ways. */
    OPEN;

    /** As it stands in the status. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
