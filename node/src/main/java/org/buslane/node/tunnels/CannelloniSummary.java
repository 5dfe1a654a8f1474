package org.buslane.node.tunnels;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Account;
import org.buslane.node.tunnels.CannelloniArguments.Wire;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.TunnelStatus;

/**
 * What a tunnel says when it ends: the original's two lines, in whose words packets are counted over UDP and frames over
 * TCP, and which count as DROP what the CAN device did not take; then the account of every frame. Pure.
 */
final class CannelloniSummary {
    /** What an endpoint over UDP calls the packets that it counts. */
    static final String PACKETS_SENT = "datagrams_sent";

    static final String PACKETS_RECEIVED = "datagrams_received";

    private static final double NANOS_PER_MILLI = 1e6;

    private CannelloniSummary() {}

    static String of(Wire wire, BusReport bus) {
        TunnelStatus tunnel = bus.tunnels().getFirst();
        StringBuilder text = new StringBuilder();
        text.append("Shutting down. %s Transmission Summary: TX: %d RX: %d%n"
                .formatted(wire, sum(tunnel, wire, true), sum(tunnel, wire, false)));
        text.append("Shutting down. CAN Transmission Summary: TX: %d RX: %d DROP: %d%n"
                .formatted(
                        bus.said().delivered(),
                        bus.heard().delivered(),
                        bus.said().dropped()));
        line(text, "heard on " + bus.bus(), bus.heard());
        line(text, "said on " + bus.bus(), bus.said());
        for (PeerReport peer : tunnel.report().peers()) {
            line(text, "sent to " + peer.name(), peer.sent());
            line(text, "received from " + peer.name(), peer.received());
            SortedMap<String, Long> counts = new TreeMap<>(peer.counts());
            counts.values().removeIf(count -> count == 0);
            counts.forEach((name, count) ->
                    text.append("  ").append(words(name, count)).append('\n'));
        }
        return text.toString();
    }

    /** Times end in {@code _ns}. */
    private static String words(String name, long count) {
        return name.endsWith("_ns")
                ? String.format(
                        Locale.ROOT,
                        "%s %.3f ms",
                        name.substring(0, name.length() - "_ns".length()).replace('_', ' '),
                        count / NANOS_PER_MILLI)
                : name.replace('_', ' ') + " " + count;
    }

    private static long sum(TunnelStatus tunnel, Wire wire, boolean sent) {
        return tunnel.report().peers().stream()
                .mapToLong(peer -> wire == Wire.UDP ? packets(peer, sent) : frames(peer, sent))
                .sum();
    }

    private static long packets(PeerReport peer, boolean sent) {
        return peer.counts().getOrDefault(sent ? PACKETS_SENT : PACKETS_RECEIVED, 0L);
    }

    private static long frames(PeerReport peer, boolean sent) {
        return (sent ? peer.sent() : peer.received()).delivered();
    }

    private static void line(StringBuilder text, String what, Account account) {
        text.append(what).append(": ").append(account).append('\n');
    }
}
