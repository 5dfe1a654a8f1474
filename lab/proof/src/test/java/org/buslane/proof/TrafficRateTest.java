package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.netlink.CanId;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rates, of a filter's own and shared, by frames that go through a vxcan to and from another namespace. */
@OnKernels({"6.1", "6.12"})
class TrafficRateTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TrafficMatch ALL = new TrafficMatch.All();
    private static final TrafficAction PASS = new TrafficAction.Pass();
    private static final int SHARED = 100_000;

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Traffic traffic = new Traffic(socket);
    private final Namespace container = Namespace.create();
    private final Buses buses = Buses.here();
    private int near;

    @BeforeEach
    void aPair() {
        buses.vxcan("near", container, "far");
        near = new Links(socket).find("near").orElseThrow().index();
        traffic.clsact(near);
    }

    @AfterEach
    void none() {
        buses.close();
        container.close();
        awaitPolice();
        socket.close();
    }

    @Test
    void ofAThousandFramesThatComeInTheBurstAndTheRatePassAndAllAreCounted() {
        heldToItsRate(container, "far", Side.INGRESS);
    }

    @Test
    void ofAThousandFramesThatGoOutTheBurstAndTheRatePassAndAllAreCounted() {
        heldToItsRate(Namespace.here(), "near", Side.EGRESS);
    }

    private void heldToItsRate(Namespace sender, String bus, Side side) {
        long before = System.nanoTime();
        FilterPlace rate = traffic.add(filter(side, 1, ALL, Police.of(100, 50, Conform.NEXT_FILTER)));
        FilterPlace rest = traffic.add(filter(side, 2, ALL, PASS));
        letPass(Duration.ofMillis(510));
        offer(sender, bus, "123", 1000);
        awaitFrames(rate, 1000);
        InstalledFilter.Known held = known(rate);
        long passed = known(rest).counters().frames();
        assertThat(passed).isBetween(50L, 50 + 100 * secondsSince(before));
        assertThat(passed + held.counters().overLimit()).isEqualTo(1000);
        assertThat(held.counters().drops()).isEqualTo(held.counters().overLimit());
        assertThat(held.matched()).hasValue(1000);
    }

    /** What a bucket holds depends on the time, and on nothing that could be awaited. */
    private static void letPass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Deadline.in(SOON).await(() -> System.nanoTime() - until >= 0, () -> "time stands still");
    }

    /** Rounded up. */
    private static long secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000_000 + 1;
    }

    @Test
    void aBucketIsEmptyAtFirst() {
        long before = System.nanoTime();
        FilterPlace rate = traffic.add(filter(Side.INGRESS, 1, ALL, Police.of(1, 1000, Conform.PASS)));
        offer(container, "far", "123", 100);
        awaitFrames(rate, 100);
        assertThat(passed(rate)).isLessThanOrEqualTo(secondsSince(before));
    }

    private long passed(FilterPlace rate) {
        return known(rate).counters().frames() - known(rate).counters().overLimit();
    }

    @Test
    void anEmptyBucketFillsAgain() {
        FilterPlace rate = traffic.add(filter(Side.INGRESS, 1, ALL, Police.of(2, 1, Conform.PASS)));
        Deadline.in(SOON)
                .await(
                        () -> {
                            offer(container, "far", "123", 10);
                            return passed(rate) >= 3;
                        },
                        () -> "never 3 frames in " + known(rate));
        assertThat(known(rate).counters().overLimit()).isPositive();
    }

    @Test
    void aBurstOfOneFramePassesFramesAtAnyRate() {
        for (int framesPerSecond : List.of(3, 7, 11, 999_999, Police.MOST)) {
            FilterPlace rate = traffic.add(filter(Side.INGRESS, 1, ALL, Police.of(framesPerSecond, 1, Conform.PASS)));
            Deadline.in(SOON)
                    .await(
                            () -> {
                                offer(container, "far", "123", 1);
                                return passed(rate) > 0;
                            },
                            () -> "none passes " + known(rate));
            traffic.delete(rate);
        }
    }

    /** Its ticks are rounded down, and its bucket of one frame at this rate is a little too small for one. */
    @Test
    void aBurstOfOneFrameThatTcMakesPassesNone() {
        Namespace.here()
                .run(
                        "tc filter add dev near ingress protocol all prio 1 matchall action police pkts_rate 3 pkts_burst 1 conform-exceed drop/ok"
                                .split(" "));
        FilterPlace theirs = traffic.list(near, Side.INGRESS).getFirst().place();
        letPass(Duration.ofSeconds(1));
        offer(container, "far", "123", 20);
        awaitFrames(theirs, 20);
        assertThat(passed(theirs)).isZero();
    }

    /** Above 32 bits of nanoseconds and of ticks, where tc's numbers end. */
    @Test
    void theGreatestBurstsAreKept() {
        for (Police police : List.of(
                Police.of(1, Police.MOST, Conform.PASS),
                Police.of(Police.MOST, Police.MOST, Conform.NEXT_FILTER),
                Police.of(999_983, 999_979, Conform.PASS),
                Police.of(7, 999_979, Conform.PASS))) {
            FilterPlace rate = traffic.add(filter(Side.INGRESS, 1, ALL, police));
            assertThat(known(rate).filter().action()).isEqualTo(police);
            traffic.delete(rate);
        }
    }

    @Test
    void whatPassesARateForGoodIsSeenByNoFurtherFilter() {
        FilterPlace rate = traffic.add(filter(Side.INGRESS, 1, ALL, Police.of(1000, 1000, Conform.PASS)));
        FilterPlace rest = traffic.add(filter(Side.INGRESS, 2, ALL, PASS));
        letPass(Duration.ofMillis(100));
        offer(container, "far", "123", 20);
        awaitFrames(rate, 20);
        assertThat(passed(rate)).isEqualTo(20);
        assertThat(known(rest).counters().frames()).isZero();
    }

    /** A filter tells by itself what it was for; all else are the counters of the one rate. */
    @Test
    void filtersThatShareARateSpendItTogether() {
        long before = System.nanoTime();
        Police shared = Police.of(20, 10, Conform.NEXT_FILTER).shared(SHARED);
        List<FilterPlace> places = Stream.of(
                        filter(Side.INGRESS, 1, new TrafficMatch.IdWord(0x100, 0xE0000700), shared),
                        filter(Side.INGRESS, 1, new TrafficMatch.IdWord(0x200, 0xE0000700), shared),
                        filter(Side.INGRESS, 2, TrafficMatch.CanIds.of(CanId.standard(0x300, 0x700)), shared))
                .map(traffic::add)
                .toList();
        FilterPlace rest = traffic.add(filter(Side.INGRESS, 3, ALL, PASS));
        letPass(Duration.ofMillis(510));
        offer(container, "far", "100", 100);
        offer(container, "far", "200", 70);
        offer(container, "far", "300", 30);
        offer(container, "far", "400", 5);
        awaitFrames(places.getFirst(), 200);
        assertThat(places)
                .extracting(place -> known(place).matched().orElseThrow())
                .containsExactly(100L, 70L, 30L);
        assertThat(places)
                .extracting(place -> known(place).counters())
                .containsOnly(known(places.getFirst()).counters());
        awaitFrames(rest, 205 - known(places.getFirst()).counters().overLimit());
        assertThat(known(rest).counters().frames() - 5).isBetween(10L, 10 + 20 * secondsSince(before));
        assertThat(traffic.listPolice())
                .containsExactly(new InstalledPolice(
                        SHARED, Optional.of(shared), 3, known(places.getFirst()).counters()));
    }

    @Test
    void aSharedRateGoesWithTheLastOfItsFilters() {
        Police shared = Police.of(10, 10, Conform.PASS).shared(SHARED);
        FilterPlace in = traffic.add(filter(Side.INGRESS, 1, ALL, shared));
        FilterPlace out = traffic.add(filter(Side.EGRESS, 1, ALL, shared));
        awaitPolice(2);
        traffic.delete(in);
        awaitPolice(1);
        traffic.delete(out);
        awaitPolice();
        traffic.add(filter(Side.INGRESS, 1, ALL, shared));
        traffic.add(filter(Side.EGRESS, 1, ALL, shared));
        traffic.removeClsact(near);
        awaitPolice();
        traffic.clsact(near);
        traffic.add(filter(Side.INGRESS, 1, ALL, shared));
        new Links(socket).delete(near);
        awaitPolice();
    }

    /** The kernel would take the rate that is there and say nothing. */
    @Test
    void aSharedRateIsNotTakenForAnotherOne() {
        Police shared = Police.of(10, 10, Conform.PASS).shared(SHARED);
        FilterPlace in = traffic.add(filter(Side.INGRESS, 1, ALL, shared));
        TrafficFilter other =
                filter(Side.INGRESS, 2, ALL, Police.of(11, 10, Conform.PASS).shared(SHARED));
        assertThatThrownBy(() -> traffic.add(other))
                .hasMessage(
                        "add tc filter to ingress of interface %d, priority 2: EEXIST (file exists): %s is what there is, not %s",
                        near, shared, other.action());
        assertThat(traffic.list(near, Side.INGRESS))
                .extracting(InstalledFilter::place)
                .containsExactly(in);
        traffic.delete(in);
        awaitPolice();
        traffic.add(other);
        awaitPolice(1);
    }

    /** It was made without a filter, by {@code tc actions add}. */
    @Test
    void aRateOfSomebodyElseIsToldToo() {
        Namespace.here().run("tc actions add action police rate 8kbit burst 2k index 5".split(" "));
        try {
            awaitPolice(0);
            assertThat(traffic.listPolice()).extracting(InstalledPolice::index).containsExactly(5);
            assertThat(traffic.listPolice().getFirst().police()).isEmpty();
        } finally {
            Namespace.here().run("tc actions del action police index 5".split(" "));
        }
    }

    @Test
    void manyRatesAreAllTold() {
        for (int i = 0; i < 300; i++) {
            traffic.add(filter(
                    Side.INGRESS,
                    1,
                    new TrafficMatch.IdWord(i, -1),
                    Police.of(1, 1, Conform.PASS).shared(SHARED + i)));
        }
        assertThat(traffic.listPolice())
                .hasSize(300)
                .extracting(InstalledPolice::index)
                .doesNotHaveDuplicates();
        assertThat(traffic.list(near, Side.INGRESS)).hasSize(300);
    }

    private TrafficFilter filter(Side side, int priority, TrafficMatch match, TrafficAction action) {
        return new TrafficFilter(near, side, priority, match, action);
    }

    /** As fast as it goes; on its way out a frame above the rate is ENOBUFS to who sends it. */
    private static void offer(Namespace sender, String bus, String id, int count) {
        sender.run("cangen", bus, "-g", "0", "-i", "-n", Integer.toString(count), "-I", id, "-L", "8", "-D", "i");
    }

    private InstalledFilter.Known known(FilterPlace place) {
        return traffic.list(near, place.side()).stream()
                .filter(filter -> filter.place().equals(place))
                .map(InstalledFilter.Known.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void awaitFrames(FilterPlace place, long count) {
        Deadline.in(SOON)
                .await(
                        () -> known(place).counters().frames() == count,
                        () -> "not %d frames in %s".formatted(count, known(place)));
    }

    /** Rates with so many filters each. They go a moment after their filters. */
    private void awaitPolice(Integer... filters) {
        Deadline.in(SOON)
                .await(
                        () -> traffic.listPolice().stream()
                                .map(InstalledPolice::filters)
                                .toList()
                                .equals(List.of(filters)),
                        () -> traffic.listPolice() + " with filters other than " + List.of(filters));
    }
}
