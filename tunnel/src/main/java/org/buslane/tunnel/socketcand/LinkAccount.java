package org.buslane.tunnel.socketcand;

import java.util.SortedMap;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.line.LineAccount;
import org.buslane.tunnel.peer.EchoBreaker;

/** What is counted of a server over all connections to it. Owned by the bus's thread. */
final class LinkAccount extends LineAccount {
    private final EchoBreaker breaker;
    private long unanswered;
    private long errors;
    private long errorFrames;
    private long unknown;

    /** @param now on the bus's clock */
    LinkAccount(long now) {
        this.breaker = new EchoBreaker(now);
    }

    /** Of all its connections, as a loop comes again with each. */
    EchoBreaker breaker() {
        return breaker;
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

    PeerReport report(String name, boolean well, String note, int waiting, long now) {
        SortedMap<String, Long> counts = counts();
        counts.put("unanswered", unanswered);
        counts.put("error_replies", errors);
        counts.put("error_frames", errorFrames);
        counts.put("unknown_replies", unknown);
        counts.put("frames_waiting", (long) waiting);
        counts.put("echoes", breaker.echoes());
        counts.put("loops", breaker.trips());
        boolean loops = breaker.isOpen(now);
        return new PeerReport(
                name,
                well && !loops,
                loops ? EchoBreaker.NOTE : note,
                sent().account(),
                received().account(),
                counts);
    }
}
