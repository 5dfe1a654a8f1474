package org.buslane.node.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.core.bus.Account;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.tunnels.TunnelResidentReport;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.PortState;
import org.buslane.virtual.ResidentStatus;

/** What tunnels say of themselves, as the control socket tells it. */
final class TunnelStatusReport {
    private TunnelStatusReport() {}

    /** A resident of a virtual bus, if it is a tunnel. */
    static Optional<NodeStatus.Tunnel> of(ResidentStatus resident) {
        return resident.report()
                .filter(TunnelResidentReport.class::isInstance)
                .map(TunnelResidentReport.class::cast)
                .map(report -> tunnel(
                        resident.name(),
                        resident.bus(),
                        resident.kind(),
                        report.tunnel(),
                        "",
                        resident.written(),
                        resident.read()));
    }

    /** A bus of the kernel's, without its tunnels. */
    static NodeStatus.Carried carried(BusReport bus) {
        return new NodeStatus.Carried(
                bus.bus(),
                bus.state().name().toLowerCase(Locale.ROOT),
                bus.note(),
                StatusReport.counts(bus.heard()),
                StatusReport.counts(bus.said()),
                bus.waiting());
    }

    /** Its tunnels, none of which is well without it. */
    static Stream<NodeStatus.Tunnel> tunnels(BusReport bus) {
        return bus.tunnels().stream()
                .map(tunnel -> tunnel(
                        tunnel.spec().name(),
                        bus.bus(),
                        tunnel.spec().kind().words(),
                        tunnel.report(),
                        bus.state() == PortState.UP ? "" : bus.note(),
                        tunnel.said(),
                        tunnel.heard()));
    }

    private static NodeStatus.Tunnel tunnel(
            String name, String bus, String kind, TunnelReport report, String noBus, Account said, Account heard) {
        return new NodeStatus.Tunnel(
                name,
                bus,
                kind,
                report.well() && noBus.isEmpty(),
                noBus.isEmpty() ? report.note() : noBus,
                report.listening(),
                StatusReport.counts(said),
                StatusReport.counts(heard),
                report.peers().stream().map(TunnelStatusReport::peer).toList());
    }

    private static NodeStatus.Peer peer(PeerReport peer) {
        return new NodeStatus.Peer(
                peer.name(),
                peer.well(),
                peer.note(),
                StatusReport.counts(peer.sent()),
                StatusReport.counts(peer.received()),
                peer.counts());
    }
}
