package org.buslane.node.lanes;

import java.util.List;
import java.util.Optional;
import org.buslane.lane.LaneSurvey;
import org.buslane.lane.Modules;
import org.buslane.lane.Repairs;
import org.buslane.lane.Snapshot;
import org.buslane.lane.TrafficLook;
import org.buslane.lane.Wiring;
import org.buslane.lane.doctor.SeenLane;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.NetlinkSocket;

/**
 * The lanes as somebody without privileges can see them: what is there, what was promised, and what is between. Used by
 * one platform thread in the namespace of the buses.
 */
public record SeenLanes(Modules modules, LaneRecords records) {
    /** All of the kernel's and of the records. */
    public List<SeenLane> list() {
        LaneViews views = LaneViews.look(records, modules);
        List<LaneRecord> promised = records.list();
        return views.list().stream()
                .map(view -> seen(view, views.survey(), promised))
                .toList();
    }

    private SeenLane seen(LaneView view, LaneSurvey survey, List<LaneRecord> promised) {
        boolean copied =
                view.record().filter(record -> record.wiring() == Wiring.COPY).isPresent();
        List<String> repairs = view.record()
                .flatMap(record -> view.link().map(end -> repairs(record, end, survey, promised)))
                .orElse(List.of());
        return new SeenLane(
                view.lane().text(),
                "%s of %s".formatted(view.name(), view.owner()),
                view.bus(),
                view.link(),
                view.record().isPresent(),
                view.record().map(record -> record.request().terms().fd()).orElse(true),
                copied,
                repairs);
    }

    private List<String> repairs(LaneRecord record, Link end, LaneSurvey survey, List<LaneRecord> promised) {
        try (NetworkNamespace host = NetworkNamespace.current();
                NetlinkSocket socket = NetlinkSocket.open()) {
            Snapshot.Host seen = new Snapshot.Host(
                    host.inode(),
                    survey.links(),
                    survey.rules(),
                    TrafficLook.at(modules, socket, Optional.of(end), bus(record, survey)),
                    modules.gateway(),
                    modules.hasVxcan(),
                    modules.hasVcan());
            return Repairs.of(record.request(), end, seen, neighbours(record, survey, promised));
        }
    }

    private static List<Snapshot.Neighbour> neighbours(
            LaneRecord record, LaneSurvey survey, List<LaneRecord> promised) {
        return promised.stream()
                .filter(other -> !other.lane().equals(record.lane())
                        && other.request().bus().equals(record.request().bus()))
                .filter(other -> end(other, survey).isPresent())
                .map(other ->
                        new Snapshot.Neighbour(other.index(), other.request().terms()))
                .toList();
    }

    private static Optional<Link> bus(LaneRecord record, LaneSurvey survey) {
        return survey.links().stream()
                .filter(link -> link.name().equals(record.request().bus()))
                .findFirst();
    }

    private static Optional<Link> end(LaneRecord record, LaneSurvey survey) {
        return survey.links().stream()
                .filter(link -> LaneDesk.isOf(record, link))
                .findFirst();
    }
}
