package org.buslane.tunnel;

import java.util.List;

/**
 * A tunnel now.
 *
 * @param well whether it does what it is there for
 * @param note one line, such as why it is not; may be empty
 * @param listening where it listens, such as {@code 0.0.0.0:20000/udp}; may be empty
 */
public record TunnelReport(boolean well, String note, String listening, List<PeerReport> peers) {
    public TunnelReport {
        peers = List.copyOf(peers);
    }
}
