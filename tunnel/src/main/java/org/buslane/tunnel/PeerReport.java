package org.buslane.tunnel;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Account;

/**
 * One peer of a tunnel now.
 *
 * @param name its address, such as {@code 192.0.2.7:20000} or {@code [2001:db8::7]:20000}
 * @param well whether it is there, as far as can be told
 * @param note one line; may be empty
 * @param sent frames of the bus for this peer: delivered is handed to the network
 * @param received frames of this peer for the bus
 * @param counts what else is counted of it, such as {@code gaps} or {@code bytes_sent}, by its name in JSON and metrics
 */
public record PeerReport(
        String name, boolean well, String note, Account sent, Account received, SortedMap<String, Long> counts) {
    public PeerReport {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}
