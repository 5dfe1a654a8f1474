package org.buslane.tunnel.cannelloni;

import java.util.Locale;

/** What is counted of a peer over UDP beside its frames. */
enum Count {
    DATAGRAMS_SENT,
    BYTES_SENT,
    /** What ICMP, or the kernel in its place, said of datagrams on their way. */
    UNDELIVERABLE,
    DATAGRAMS_RECEIVED,
    BYTES_RECEIVED,
    /** Of another version or operation, or with more frames announced than there were. */
    BROKEN,
    /** Longer than the MTU. */
    TRUNCATED;

    /** As it stands in JSON and metrics: {@code bytes_sent}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
