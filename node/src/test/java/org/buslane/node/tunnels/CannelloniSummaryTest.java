package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.node.tunnels.CannelloniArguments.Wire;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.PortState;
import org.buslane.tunnel.bus.TunnelStatus;
import org.junit.jupiter.api.Test;

class CannelloniSummaryTest {
    private static Account account(long delivered, DropReason reason, long dropped) {
        Ledger ledger = Ledger.onHeap();
        ledger.in(delivered + dropped);
        ledger.delivered(delivered);
        ledger.dropped(reason, dropped);
        return ledger.account();
    }

    private static BusReport bus() {
        Account heard = account(60, DropReason.QUEUE_FULL, 2);
        Account said = account(30, DropReason.OVER_AGE, 1);
        PeerReport peer = new PeerReport(
                "192.0.2.7:20000",
                true,
                "",
                account(59, DropReason.DENIED, 1),
                account(31, DropReason.DENIED, 0),
                new TreeMap<>(Map.of(
                        "datagrams_sent", 7L, "datagrams_received", 8L, "datagrams_lost", 0L, "jitter_ns", 57_974L)));
        TunnelSpec spec = new TunnelSpec("cannelloni", "can0", QuietTunnel.named("quiet"));
        TunnelReport report = new TunnelReport(true, "", "0.0.0.0:20000/udp", List.of(peer));
        return new BusReport(
                "can0", PortState.UP, "", 72, heard, said, 0, List.of(new TunnelStatus(spec, report, heard, said)));
    }

    @Test
    void theOriginalsLinesComeFirstAndThenEveryFrame() {
        assertThat(CannelloniSummary.of(Wire.UDP, bus())).isEqualTo("""
                        Shutting down. UDP Transmission Summary: TX: 7 RX: 8
                        Shutting down. CAN Transmission Summary: TX: 30 RX: 60 DROP: 1
                        heard on can0: in 62 = delivered 60 + queue_full 2
                        said on can0: in 31 = delivered 30 + over_age 1
                        sent to 192.0.2.7:20000: in 60 = delivered 59 + denied 1
                        received from 192.0.2.7:20000: in 31 = delivered 31
                          datagrams received 8
                          datagrams sent 7
                          jitter 0.058 ms
                        """);
    }

    @Test
    void overTcpItCountsFrames() {
        assertThat(CannelloniSummary.of(Wire.TCP, bus()))
                .startsWith("Shutting down. TCP Transmission Summary: TX: 59 RX: 31\n");
    }
}
