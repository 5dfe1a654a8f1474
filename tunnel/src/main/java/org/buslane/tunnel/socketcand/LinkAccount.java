package org.buslane.tunnel.socketcand;

import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Ledger;
import org.buslane.tunnel.PeerReport;

/** What is counted of a server over all connections to it. Owned by the bus's thread. */
final class LinkAccount {
    private final Ledger sent = Ledger.onHeap();
    private final Ledger received = Ledger.onHeap();
    private long bytesSent;
    private long bytesReceived;
    private long connections;
    private long unanswered;
    private long errors;
    private long errorFrames;
    private long unknown;

    /** Frames of the bus for the server. */
    Ledger sent() {
        return sent;
    }

    /** Frames of the server for the bus. */
    Ledger received() {
        return received;
    }

    void bytesSent(long bytes) {
        bytesSent += bytes;
    }

    void bytesReceived(long bytes) {
        bytesReceived += bytes;
    }

    void connected() {
        connections++;
    }

    /** It said nothing in time: the connection was closed. */
    void unanswered() {
        unanswered++;
    }

    /** It refused something in words. */
    void error() {
        errors++;
    }

    /** It told of an error of its bus. */
    void errorFrame() {
        errorFrames++;
    }

    /** A word that there is not, or one of a dialect that is not spoken. */
    void unknown() {
        unknown++;
    }

    PeerReport report(String name, boolean well, String note, int waiting) {
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put("bytes_sent", bytesSent);
        counts.put("bytes_received", bytesReceived);
        counts.put("connections", connections);
        counts.put("unanswered", unanswered);
        counts.put("error_replies", errors);
        counts.put("error_frames", errorFrames);
        counts.put("unknown_replies", unknown);
        counts.put("frames_waiting", (long) waiting);
        return new PeerReport(name, well, note, sent.account(), received.account(), counts);
    }
}
