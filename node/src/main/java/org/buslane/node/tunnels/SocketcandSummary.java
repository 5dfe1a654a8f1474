package org.buslane.node.tunnels;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.bus.Account;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.TunnelStatus;
import org.buslane.tunnel.socketcand.ServerReport;

/** What a server of socketcand's protocol, or a client of one, says when it ends. Pure. */
final class SocketcandSummary {
    private SocketcandSummary() {}

    static String of(ServerReport server, List<BusReport> buses) {
        return "Shutting down. %d clients came, %d of them were refused, %d are there%n"
                        .formatted(server.connections(), server.refused(), server.clients())
                + of(buses);
    }

    static String of(List<BusReport> buses) {
        StringBuilder text = new StringBuilder();
        for (BusReport bus : buses) {
            line(text, "heard on " + bus.bus(), bus.heard());
            line(text, "said on " + bus.bus(), bus.said());
            bus.tunnels().stream()
                    .map(TunnelStatus::report)
                    .flatMap(tunnel -> tunnel.peers().stream())
                    .forEach(peer -> peer(text, peer));
        }
        return text.toString();
    }

    private static void peer(StringBuilder text, PeerReport peer) {
        line(text, "sent to " + peer.name(), peer.sent());
        line(text, "received from " + peer.name(), peer.received());
        SortedMap<String, Long> counts = new TreeMap<>(peer.counts());
        counts.values().removeIf(count -> count == 0);
        counts.forEach((name, count) -> text.append("  %s %d%n".formatted(name.replace('_', ' '), count)));
    }

    private static void line(StringBuilder text, String what, Account account) {
        text.append(what).append(": ").append(account).append('\n');
    }
}
