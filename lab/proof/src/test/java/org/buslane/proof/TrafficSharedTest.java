package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledAction;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions that several filters have, and frames by where they came in, as they are forwarded by can-gw. */
@OnKernels({"6.1", "6.12"})
class TrafficSharedTest {
    /** The other end may have just the number of the bus, and then can-gw would drop its frames. */
    private static final String TO_WHEREVER = "-i";

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TrafficMatch ALL = new TrafficMatch.All();
    private static final TrafficMatch CAME_FROM_NEAR = new TrafficMatch.CameFrom("near");
    private static final TrafficAction COUNT = new TrafficAction.Count(500_000_000);

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Traffic traffic = new Traffic(socket);
    private final Namespace container = Namespace.create();
    private final Buses buses = Buses.here();
    private int near;
    private int bus;

    @BeforeEach
    void aBusAndAPair() {
        buses.vcan("can0").vxcan("near", container, "far").rule("near", "can0", TO_WHEREVER);
        near = index("near");
        bus = index("can0");
        traffic.clsact(near);
        traffic.clsact(bus);
    }

    private int index(String name) {
        return new Links(socket).find(name).orElseThrow().index();
    }

    @AfterEach
    void none() {
        buses.close();
        container.close();
        awaitActions();
        socket.close();
    }

    private static TrafficFilter filter(int index, Side side, TrafficMatch match, TrafficAction action) {
        return new TrafficFilter(index, side, 1, match, action);
    }

    private void send(int count) {
        container.run("cangen", "far", "-g", "0", "-i", "-n", Integer.toString(count), "-I", "123", "-L", "8");
    }

    /** Actions with so many frames each. */
    private void awaitActions(Long... frames) {
        Deadline.in(SOON)
                .await(
                        () -> traffic.listActions().stream()
                                .map(action -> action.counters().frames())
                                .toList()
                                .equals(List.of(frames)),
                        () -> "not %s: %s".formatted(List.of(frames), traffic.listActions()));
    }

    @Test
    void whatIsAddedIsListedAsItIs() {
        for (TrafficFilter filter : List.of(
                filter(bus, Side.EGRESS, CAME_FROM_NEAR, COUNT),
                filter(near, Side.INGRESS, ALL, new TrafficAction.Pass(500_000_001)),
                filter(near, Side.EGRESS, new TrafficMatch.IdWord(1, 7), new TrafficAction.Drop(500_000_002)))) {
            FilterPlace place = traffic.add(filter);
            assertThat(traffic.list(filter.index(), filter.side()))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            InstalledFilter.Known.class,
                            known -> assertThat(known.filter()).isEqualTo(filter));
            assertThat(traffic.listActions())
                    .extracting(InstalledAction::action)
                    .containsExactly(Optional.of(filter.action()));
            traffic.delete(place);
            awaitActions();
        }
    }

    @Test
    void framesAreCountedByTheInterfaceTheyCameInByAndGoOn() {
        traffic.add(filter(bus, Side.EGRESS, CAME_FROM_NEAR, COUNT));
        FilterPlace rest = traffic.add(new TrafficFilter(bus, Side.EGRESS, 2, ALL, new TrafficAction.Pass()));
        send(100);
        buses.send("can0", "124#01", "124#02");
        awaitActions(102L, 100L);
        assertThat(rest.priority()).isEqualTo(2);
    }

    @Test
    void aCountLivesAsLongAsOneOfItsFilters() {
        traffic.add(filter(near, Side.INGRESS, ALL, new TrafficAction.Pass(500_000_001)));
        traffic.add(new TrafficFilter(near, Side.INGRESS, 2, ALL, COUNT));
        traffic.add(filter(bus, Side.EGRESS, CAME_FROM_NEAR, COUNT));
        send(50);
        awaitActions(50L, 50L);
        Namespace.here().run("ip", "link", "del", "can0");
        send(7);
        awaitActions(50L, 57L);
        buses.vcan("can0").rule("near", "can0", TO_WHEREVER);
        traffic.clsact(index("can0"));
        traffic.add(filter(index("can0"), Side.EGRESS, CAME_FROM_NEAR, COUNT));
        send(3);
        awaitActions(53L, 60L);
    }

    @Test
    void withoutItsInterfaceAFilterIsForAllByItsWordsAndForNone() {
        traffic.add(filter(bus, Side.EGRESS, CAME_FROM_NEAR, COUNT));
        send(5);
        awaitActions(5L);
        Namespace.here().run("ip", "link", "del", "near");
        assertThat(traffic.list(bus, Side.EGRESS))
                .extracting(each -> ((InstalledFilter.Known) each).filter().match())
                .containsExactly(new TrafficMatch.IdWord(0, 0));
        buses.send("can0", "124#01");
        awaitActions(5L);
    }

    @Test
    void aPlaceForFiltersMayBeAStrangers() {
        traffic.removeClsact(bus);
        assertThat(traffic.isClsactTaken(bus)).isFalse();
        Namespace.here().run("tc", "qdisc", "add", "dev", "can0", "ingress");
        assertThat(traffic.hasClsact(bus)).isFalse();
        assertThat(traffic.isClsactTaken(bus)).isTrue();
    }
}
