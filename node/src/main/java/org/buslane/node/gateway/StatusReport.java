package org.buslane.node.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.node.control.NodeStatus;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.virtual.BusStatus;
import org.buslane.virtual.GatewayStatus;
import org.buslane.virtual.LaneStatus;
import org.buslane.virtual.ResidentReport;
import org.buslane.virtual.ResidentStatus;

/** What the virtual buses say of themselves, as the control socket tells it. */
final class StatusReport {
    private StatusReport() {}

    /** @param carried the kernel's buses with their tunnels */
    static NodeStatus of(NodeStatus.Gateway gateway, GatewayStatus status, List<BusReport> carried) {
        List<NodeStatus.Bus> buses = new ArrayList<>();
        for (BusStatus bus : status.buses()) {
            buses.add(new NodeStatus.Bus(bus.name(), bus.kind().label(), bus.up(), bus.frames(), bus.sockets()));
        }
        return new NodeStatus(
                gateway,
                buses,
                status.lanes().stream().map(StatusReport::lane).toList(),
                status.residents().stream()
                        .filter(resident -> TunnelStatusReport.of(resident).isEmpty())
                        .map(StatusReport::resident)
                        .toList(),
                carried.stream().map(TunnelStatusReport::carried).toList(),
                Stream.concat(
                                status.residents().stream()
                                        .flatMap(resident -> TunnelStatusReport.of(resident).stream()),
                                carried.stream().flatMap(TunnelStatusReport::tunnels))
                        .toList());
    }

    private static NodeStatus.Resident resident(ResidentStatus resident) {
        return new NodeStatus.Resident(
                resident.name(),
                resident.bus(),
                resident.kind(),
                resident.report().map(ResidentReport::isWell).orElse(true),
                resident.report().map(ResidentReport::words).orElse(""),
                counts(resident.written()),
                counts(resident.read()));
    }

    private static NodeStatus.Lane lane(LaneStatus lane) {
        return new NodeStatus.Lane(
                lane.name(),
                lane.socket().toString(),
                lane.links().stream().map(StatusReport::link).toList(),
                counts(lane.written()),
                counts(lane.read()),
                lane.connections().stream().map(StatusReport::socket).toList());
    }

    private static NodeStatus.Link link(LaneStatus.LinkStatus link) {
        return new NodeStatus.Link(
                link.name(),
                link.index(),
                link.bus(),
                link.policy().read().toString(),
                link.policy().write().toString(),
                link.policy().errorFrames());
    }

    private static NodeStatus.Socket socket(LaneStatus.ConnectionStatus socket) {
        return new NodeStatus.Socket(
                socket.pid(), socket.uid(), socket.bound(), counts(socket.written()), counts(socket.read()));
    }

    static NodeStatus.Counts counts(Account account) {
        Map<String, Long> dropped = new HashMap<>();
        for (DropReason reason : DropReason.values()) {
            if (account.dropped(reason) != 0) {
                dropped.put(reason.label(), account.dropped(reason));
            }
        }
        return new NodeStatus.Counts(account.in(), account.delivered(), dropped);
    }
}
