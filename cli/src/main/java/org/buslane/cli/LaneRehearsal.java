package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.GatewayModule;
import org.buslane.lane.LaneRequest;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Plan;
import org.buslane.lane.Planner;
import org.buslane.lane.Snapshot;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.buslane.node.lanes.LaneReport;

/**
 * The part of {@code attach} that a builder cannot do, who is not root and whose kernel may have no CAN: a plan, from a
 * machine that there is not, and what would be said about it.
 */
final class LaneRehearsal {
    private static final int ARPHRD_CAN = 280;
    private static final int UP = 0x10001;
    private static final int FD_MTU = 72;

    private LaneRehearsal() {}

    static void run(Console console) {
        Snapshot.Filters none = new Snapshot.Filters(Snapshot.Room.FREE, List.of());
        Snapshot.Host host = new Snapshot.Host(
                1,
                List.of(bus()),
                List.of(),
                new Snapshot.Control(true, none, none, List.of(), List.of()),
                new GatewayModule.Loaded(2),
                true,
                true);
        Policy policy = new Policy(RuleSet.parse("100-1FF,7E8"), RuleSet.parse("200@50/s"), false);
        LaneRequest request = new LaneRequest("pid:1", "can0", "vxcan1", new LaneTerms(policy, 500, true));
        Plan plan = Planner.plan(request, new Snapshot(host, new Snapshot.Inside(2, List.of()), List.of()));
        LaneReport report = LaneReport.of(plan);
        console.print(report.json());
        console.print(AttachText.of(report, true));
    }

    private static Link bus() {
        return new Link(
                1,
                "can0",
                Optional.of("vcan"),
                ARPHRD_CAN,
                UP,
                FD_MTU,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }
}
