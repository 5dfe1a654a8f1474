package org.buslane.tunnel.socketcand;

import java.util.SortedMap;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.line.LineAccount;

/** What is counted of a server over all connections to it. Owned by the bus's thread. */
final class LinkAccount extends LineAccount {
    private long unanswered;
    private long errors;
    private long errorFrames;
    private long unknown;

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
        SortedMap<String, Long> counts = counts();
        counts.put("unanswered", unanswered);
        counts.put("error_replies", errors);
        counts.put("error_frames", errorFrames);
        counts.put("unknown_replies", unknown);
        counts.put("frames_waiting", (long) waiting);
        return new PeerReport(name, well, note, sent().account(), received().account(), counts);
    }
}
