package org.buslane.tunnel.cannelloni;

import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Ledger;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.peer.EchoBreaker;

/** What is known of one peer over UDP: frames and datagrams both ways. Owned by the bus's thread. */
final class PeerAccount {
    private static final long TROUBLE_LASTS = 5_000_000_000L;

    private final String name;
    private final Ledger sent = Ledger.onHeap();
    private final Ledger received = Ledger.onHeap();
    private final long[] counts = new long[Count.values().length];
    private final SequenceWatch watch = new SequenceWatch();
    private final Reports reports;
    private final EchoBreaker breaker;
    private String trouble = "";
    private long troubleUntil;

    PeerAccount(String name, boolean reports, long now) {
        this.name = name;
        this.reports = new Reports(reports);
        this.breaker = new EchoBreaker(now);
    }

    String name() {
        return name;
    }

    /** Frames for this peer. */
    Ledger sent() {
        return sent;
    }

    /** Frames of this peer for the bus. */
    Ledger received() {
        return received;
    }

    void add(Count count, long number) {
        counts[count.ordinal()] += number;
    }

    long get(Count count) {
        return counts[count.ordinal()];
    }

    SequenceWatch watch() {
        return watch;
    }

    Reports reports() {
        return reports;
    }

    EchoBreaker breaker() {
        return breaker;
    }

    /** Something was wrong with it at this time. */
    void trouble(String words, long now) {
        trouble = words;
        troubleUntil = now + TROUBLE_LASTS;
    }

    /** It was heard. */
    void isThere() {
        trouble = "";
    }

    /** @param waiting frames that wait to be sent to it */
    PeerReport report(long now, long waiting) {
        boolean loops = breaker.isOpen(now);
        boolean isTroubled = !trouble.isEmpty() && now - troubleUntil < 0;
        String note = loops ? EchoBreaker.NOTE : trouble;
        return new PeerReport(
                name,
                !loops && !isTroubled,
                loops || isTroubled ? note : "",
                sent.account(),
                received.account(),
                numbers(waiting));
    }

    private SortedMap<String, Long> numbers(long waiting) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        for (Count count : Count.values()) {
            numbers.put(count.label(), get(count));
        }
        numbers.put("frames_waiting", waiting);
        numbers.put("datagrams_lost", watch.lost());
        numbers.put("datagrams_duplicated", watch.duplicates());
        numbers.put("datagrams_reordered", watch.reordered());
        numbers.put("restarts", watch.restarts());
        numbers.put("echoes", breaker.echoes());
        numbers.put("loops", breaker.trips());
        if (reports.delay().isKnown()) {
            numbers.put("delay_ns", reports.delay().oneWay());
            numbers.put("jitter_ns", reports.delay().jitter());
            numbers.put("peer_datagrams_received", reports.peerDatagrams());
            numbers.put("peer_datagrams_lost", reports.peerLost());
            numbers.put("peer_frames_received", reports.peerReceived());
            numbers.put("peer_frames_sent", reports.peerSent());
            if (reports.delay().roundTrip() >= 0) {
                numbers.put("round_trip_ns", reports.delay().roundTrip());
            }
        }
        return numbers;
    }
}
