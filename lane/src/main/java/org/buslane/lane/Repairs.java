package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.Link;

/**
 * What would make a lane that is there as it was promised, as far as that can be told from the host: to look inside
 * takes privileges. The end inside is taken to be there, under its name, and down if the host's has no carrier.
 */
public final class Repairs {
    private static final int UP = 0x1;

    private Repairs() {}

    /**
     * @param end the host's
     * @param host as it is, with the filters of this end
     * @param neighbours the other lanes of its bus, which only a mesh needs
     * @return the steps in words, none if nothing is to be done
     */
    public static List<String> of(
            LaneRequest request, Link end, Snapshot.Host host, List<Snapshot.Neighbour> neighbours) {
        Snapshot.Inside inside = new Snapshot.Inside(
                LaneTag.of(end).map(LaneTag::namespace).orElse(0L), List.of(otherEnd(request, end)));
        try {
            return Planner.plan(request, new Snapshot(host, inside, neighbours)).steps().stream()
                    .map(Step::toString)
                    .toList();
        } catch (LaneException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static Link otherEnd(LaneRequest request, Link end) {
        boolean isDown = end.isUp() && !end.hasCarrier();
        return new Link(
                end.index(),
                request.name(),
                end.kind(),
                end.hardware(),
                isDown ? 0 : UP,
                end.mtu(),
                Optional.empty(),
                OptionalInt.of(end.index()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                end.queueLength(),
                end.statistics());
    }
}
