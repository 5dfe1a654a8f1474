package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.PortState;
import org.buslane.tunnel.bus.TunnelStatus;
import org.buslane.tunnel.socketcand.ServerReport;
import org.junit.jupiter.api.Test;

class SocketcandSummaryTest {
    @Test
    void whoCameAndWhatBecameOfTheirFramesIsSaid() {
        Ledger some = Ledger.onHeap();
        some.in(3);
        some.delivered(2);
        some.dropped(DropReason.QUEUE_FULL, 1);
        Ledger none = Ledger.onHeap();
        PeerReport peer = new PeerReport(
                "192.0.2.7:40000",
                true,
                "",
                some.account(),
                none.account(),
                new TreeMap<>(Map.of("bytes_sent", 120L, "unknown_commands", 0L)));
        BusReport bus = new BusReport(
                "can0",
                PortState.UP,
                "",
                16,
                some.account(),
                none.account(),
                0,
                List.of(new TunnelStatus(
                        new TunnelSpec("can0", "can0", QuietTunnel.named("quiet")),
                        new TunnelReport(true, "", "127.0.0.1:29536/tcp", List.of(peer)),
                        some.account(),
                        none.account())));

        assertThat(SocketcandSummary.of(
                        new ServerReport(true, "", List.of("127.0.0.1:29536/tcp"), 1, 0, 5, 2), List.of(bus)))
                .isEqualTo("""
                        Shutting down. 5 clients came, 2 of them were refused, 1 are there
                        heard on can0: in 3 = delivered 2 + queue_full 1
                        said on can0: in 0 = delivered 0
                        sent to 192.0.2.7:40000: in 3 = delivered 2 + queue_full 1
                        received from 192.0.2.7:40000: in 0 = delivered 0
                          bytes sent 120
                        """);
    }
}
