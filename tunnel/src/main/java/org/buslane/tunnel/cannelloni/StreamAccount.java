package org.buslane.tunnel.cannelloni;

import java.util.SortedMap;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.line.LineAccount;
import org.buslane.tunnel.peer.EchoBreaker;

/** What is counted of one peer at the other end of connections, over all of them. Owned by the bus's thread. */
final class StreamAccount extends LineAccount {
    private final EchoBreaker breaker;
    private long wrongGreetings;
    private long missingGreetings;
    private long hostile;
    private long broken;
    private long refused;
    private long echoes;
    private long loops;

    /** @param now on the bus's clock */
    StreamAccount(long now) {
        this.breaker = new EchoBreaker(now);
    }

    /** Of all its connections, as a loop comes again with each. */
    EchoBreaker breaker() {
        return breaker;
    }

    void wrongGreeting() {
        wrongGreetings++;
    }

    void missingGreeting() {
        missingGreetings++;
    }

    /** A length that no frame has: the connection was closed. */
    void hostile() {
        hostile++;
    }

    /** A message that is not what it says it is, or not all there. */
    void broken() {
        broken++;
    }

    /** One that may not come, or one too many. */
    void refused() {
        refused++;
    }

    boolean isEmpty() {
        return connections() + refused == 0;
    }

    /** Takes over what was counted of a connection that is gone. */
    void add(StreamAccount gone) {
        addLine(gone);
        wrongGreetings += gone.wrongGreetings;
        missingGreetings += gone.missingGreetings;
        hostile += gone.hostile;
        broken += gone.broken;
        refused += gone.refused;
        echoes += gone.breaker.echoes() + gone.echoes;
        loops += gone.breaker.trips() + gone.loops;
    }

    PeerReport report(String name, boolean well, String note, int waiting) {
        SortedMap<String, Long> counts = counts();
        counts.put("wrong_greetings", wrongGreetings);
        counts.put("missing_greetings", missingGreetings);
        counts.put("hostile_lengths", hostile);
        counts.put("broken_messages", broken);
        counts.put("refused_connections", refused);
        counts.put("waiting", (long) waiting);
        counts.put("echoes", echoes + breaker.echoes());
        counts.put("loops", loops + breaker.trips());
        boolean isLooping = breaker.isTripped();
        return new PeerReport(
                name,
                well && !isLooping,
                isLooping ? EchoBreaker.NOTE : note,
                sent().account(),
                received().account(),
                counts);
    }
}
