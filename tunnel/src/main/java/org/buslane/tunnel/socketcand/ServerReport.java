package org.buslane.tunnel.socketcand;

import java.util.List;

/**
 * A server now; what its clients read and say is told by the tunnels of its buses.
 *
 * @param well whether it listens wherever it should
 * @param note one line, such as why it does not; may be empty
 * @param listening where it listens, such as {@code 0.0.0.0:29536/tcp}
 * @param clients that are connected
 * @param waiting those of them that have not opened a bus yet
 * @param connections since it began
 * @param refused those of them that might not come in, or did not do what clients do
 */
public record ServerReport(
        boolean well, String note, List<String> listening, int clients, int waiting, long connections, long refused) {
    public ServerReport {
        listening = List.copyOf(listening);
    }
}
