package org.buslane.tunnel.socketcand;

import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Ledger;
import org.buslane.tunnel.PeerReport;

/** What is counted of one client, or of all that have gone. Owned by the bus's thread. */
final class ClientAccount {
    private final Ledger sent = Ledger.onHeap();
    private final Ledger received = Ledger.onHeap();
    private long bytesSent;
    private long bytesReceived;
    private long commands;
    private long malformed;
    private long unknown;
    private long connections;

    /** Frames of the bus that the client asked for by its mode. */
    Ledger sent() {
        return sent;
    }

    /** Frames that it said. */
    Ledger received() {
        return received;
    }

    void bytesSent(long bytes) {
        bytesSent += bytes;
    }

    void bytesReceived(long bytes) {
        bytesReceived += bytes;
    }

    void command() {
        commands++;
    }

    /** One that begins as a known one does, and was ignored. */
    void malformed() {
        malformed++;
    }

    void unknown() {
        unknown++;
    }

    void connected() {
        connections++;
    }

    boolean isEmpty() {
        return connections == 0;
    }

    /** Takes over what was counted of a client that is gone. */
    void add(ClientAccount gone) {
        sent.addAll(gone.sent.account());
        received.addAll(gone.received.account());
        bytesSent += gone.bytesSent;
        bytesReceived += gone.bytesReceived;
        commands += gone.commands;
        malformed += gone.malformed;
        unknown += gone.unknown;
        connections += gone.connections;
    }

    /** @param waiting frames that have not gone yet */
    PeerReport report(String name, String note, long waiting) {
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put("bytes_sent", bytesSent);
        counts.put("bytes_received", bytesReceived);
        counts.put("commands", commands);
        counts.put("malformed_commands", malformed);
        counts.put("unknown_commands", unknown);
        counts.put("connections", connections);
        counts.put("frames_waiting", waiting);
        return new PeerReport(name, true, note, sent.account(), received.account(), counts);
    }
}
