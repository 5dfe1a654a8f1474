package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;
import org.junit.jupiter.api.Test;

class BusFilterTest {
    private static final int INDEX = 123_456;
    private static final LaneId LANE = new LaneId("bl0000cafe");
    private static final Link BUS = Scenes.link(Scenes.BUS, "can0", "vcan", 72, "");
    private static final TrafficAction COUNT = LaneFilters.onBus(INDEX);

    private static InstalledFilter filter(int priority, TrafficMatch match, TrafficAction action) {
        return Scenes.installed(new TrafficFilter(Scenes.BUS, Side.EGRESS, priority, match, action), priority);
    }

    private static InstalledFilter ours(int priority) {
        return filter(priority, new TrafficMatch.CameFrom(LANE.text()), COUNT);
    }

    private static List<String> steps(Snapshot.Room room, InstalledFilter... there) {
        List<Step> steps = new ArrayList<>();
        BusFilter.difference(BUS, LANE, INDEX, new Snapshot.Filters(room, List.of(there)), steps);
        return steps.stream().map(Step::toString).toList();
    }

    private static String added(int priority) {
        return "add tc filter to can0 egress prio %d CameFrom[bl0000cafe] %s".formatted(priority, COUNT);
    }

    @Test
    void itIsAddedOnceWithRoomForIt() {
        assertThat(steps(Snapshot.Room.FREE)).containsExactly("add qdisc clsact to can0", added(1));
        assertThat(steps(Snapshot.Room.CLSACT)).containsExactly(added(1));
        assertThat(steps(Snapshot.Room.CLSACT, ours(1))).isEmpty();
        assertThat(steps(Snapshot.Room.CLSACT, ours(4))).isEmpty();
    }

    /** Filters of one priority are of one kind. */
    @Test
    void strangersKeepTheirPriorities() {
        InstalledFilter foreign = new InstalledFilter.Foreign(new FilterPlace(Scenes.BUS, Side.EGRESS, 1, "flower", 1));
        InstalledFilter known = filter(2, new TrafficMatch.All(), new TrafficAction.Pass());
        assertThat(steps(Snapshot.Room.CLSACT, foreign, known)).containsExactly(added(3));
    }

    @Test
    void thoseOfOtherLanesAreOfTheSameKindAndStay() {
        InstalledFilter other = filter(1, new TrafficMatch.CameFrom("bl00000001"), LaneFilters.onBus(INDEX + 1));
        assertThat(steps(Snapshot.Room.CLSACT, other)).containsExactly(added(1));
    }

    /** A filter whose interface went is told as one of all frames; it counts nothing. */
    @Test
    void oneThatIsOfNoInterfaceAnyMoreIsMadeAnewAndASecondOneGoes() {
        assertThat(steps(Snapshot.Room.CLSACT, filter(1, new TrafficMatch.IdWord(0, 0), COUNT)))
                .containsExactly("delete tc filter from can0 egress prio 1 IdWord[000:0] " + COUNT, added(1));
        assertThat(steps(Snapshot.Room.CLSACT, ours(1), ours(1)))
                .singleElement()
                .asString()
                .startsWith("delete tc filter from can0");
    }

    @Test
    void whatALaneLeavesIsKnownByItsNumber() {
        LaneTag tag = new LaneTag(5, "can0", "can0", "x");
        Link lane = Scenes.link(INDEX, LANE.text(), "vxcan", 72, tag.alias());
        Link moved = Scenes.link(INDEX, LANE.text(), "vxcan", 72, new LaneTag(5, "can1", "can0", "x").alias());
        assertThat(BusSweep.isLeft(ours(1), BUS, List.of(BUS, lane))).isFalse();
        assertThat(BusSweep.isLeft(ours(1), BUS, List.of(BUS))).isTrue();
        Link other = Scenes.link(4, "can1", "vcan", 72, "");
        assertThat(BusSweep.isLeft(ours(1), BUS, List.of(BUS, moved, other))).isTrue();
        assertThat(BusSweep.isLeft(ours(1), BUS, List.of(BUS, moved))).isFalse();
        assertThat(BusSweep.isLeft(filter(1, new TrafficMatch.All(), new TrafficAction.Drop()), BUS, List.of(BUS)))
                .isFalse();
        assertThat(BusSweep.isLeft(
                        filter(1, new TrafficMatch.All(), new TrafficAction.Count(100_000)), BUS, List.of(BUS)))
                .isFalse();
    }
}
