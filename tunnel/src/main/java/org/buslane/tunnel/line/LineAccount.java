package org.buslane.tunnel.line;

import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Ledger;

/** What is counted of one at the other end of connections, over all of them, whatever is spoken. Owned by the bus's thread. */
public abstract class LineAccount {
    private final Ledger sent = Ledger.onHeap();
    private final Ledger received = Ledger.onHeap();
    private long bytesSent;
    private long bytesReceived;
    private long connections;

    /** Of none yet. */
    protected LineAccount() {}

    /** Frames of the bus for the other end. */
    public final Ledger sent() {
        return sent;
    }

    /** Frames of the other end for the bus. */
    public final Ledger received() {
        return received;
    }

    public final void bytesSent(long bytes) {
        bytesSent += bytes;
    }

    public final void bytesReceived(long bytes) {
        bytesReceived += bytes;
    }

    public final void connected() {
        connections++;
    }

    protected final long connections() {
        return connections;
    }

    /** Takes over what was counted of a connection that is gone. */
    protected final void addLine(LineAccount gone) {
        sent.addAll(gone.sent.account());
        received.addAll(gone.received.account());
        bytesSent += gone.bytesSent;
        bytesReceived += gone.bytesReceived;
        connections += gone.connections;
    }

    /** Those that every protocol has, by their names in JSON and metrics; others go in beside them. */
    protected final SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put("bytes_sent", bytesSent);
        counts.put("bytes_received", bytesReceived);
        counts.put("connections", connections);
        return counts;
    }
}
