package org.buslane.tunnel.cannelloni;

import java.util.Locale;

/** What carries a connection to one peer. */
public enum Transport {
    /** Frames one after the other behind a greeting. */
    TCP,
    /** Messages with the content of a datagram each. */
    SCTP;

    /** For status: {@code tcp}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
