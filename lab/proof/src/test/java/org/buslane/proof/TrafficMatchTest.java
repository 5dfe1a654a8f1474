package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.netlink.CanId;
import org.buslane.linux.netlink.FilterPlace;
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

/** Which frames filters are for, and what becomes of these: frames come from another namespace through a vxcan. */
@OnKernels({"6.1", "6.12"})
class TrafficMatchTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TrafficMatch ALL = new TrafficMatch.All();
    private static final TrafficAction PASS = new TrafficAction.Pass();
    private static final TrafficAction DROP = new TrafficAction.Drop();

    private static final String DATA = "123#01";
    private static final String REMOTE = "123#R";
    private static final String FD = "123##101";
    private static final String ERROR = "20000123#0000000000000000";
    private static final String EXTENDED = "00000123#01";
    private static final String EXTENDED_REMOTE = "00000123#R";
    private static final String EXTENDED_FD = "00000123##101";
    private static final String LONGER = "00000923#01";
    private static final List<String> FRAMES =
            List.of(DATA, REMOTE, FD, ERROR, EXTENDED, EXTENDED_REMOTE, EXTENDED_FD, LONGER);

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Traffic traffic = new Traffic(socket);
    private final Namespace container = Namespace.create();
    private final Buses buses = Buses.here();
    private final Buses inside = Buses.in(container);
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
        socket.close();
    }

    @Test
    void aWholeWordTellsApartWhateverItsMaskHasFlagsFor() {
        assertThat(matched(word(0x123, 0xE00007FF))).containsExactly(DATA, FD);
        assertThat(matched(word(0x40000123, 0xE00007FF))).containsExactly(REMOTE);
        assertThat(matched(word(0x20000123, 0xE00007FF))).containsExactly(ERROR);
        assertThat(matched(word(0x80000123, 0xFFFFFFFF))).containsExactly(EXTENDED, EXTENDED_FD);
        assertThat(matched(word(0xC0000123, 0xFFFFFFFF))).containsExactly(EXTENDED_REMOTE);
        assertThat(matched(word(0x123, 0xA00007FF))).containsExactly(DATA, REMOTE, FD);
    }

    /** What cangw users write is an open door here too. */
    @Test
    void aWholeWordWithoutFlagsInItsMaskIsForFramesOfAllSorts() {
        assertThat(matched(word(0x123, 0x7FF))).containsExactlyElementsOf(FRAMES);
    }

    @Test
    void setsOfIdsTellLengthsApartAndNeitherRemoteNorErrorFramesFromData() {
        assertThat(matched(TrafficMatch.CanIds.of(CanId.standard(0x123, 0x7FF))))
                .containsExactly(DATA, REMOTE, FD, ERROR);
        assertThat(matched(TrafficMatch.CanIds.of(CanId.extended(0x123, 0x1FFFFFFF))))
                .containsExactly(EXTENDED, EXTENDED_REMOTE, EXTENDED_FD);
        assertThat(matched(TrafficMatch.CanIds.of(
                        CanId.standard(0x100, 0x7FF), CanId.extended(0x900, 0x1FFFFF00), CanId.standard(0x120, 0x7F0))))
                .containsExactly(DATA, REMOTE, FD, ERROR, LONGER);
    }

    @Test
    void allAreAll() {
        assertThat(matched(ALL)).containsExactlyElementsOf(FRAMES);
    }

    private static TrafficMatch word(int id, int mask) {
        return new TrafficMatch.IdWord(id, mask);
    }

    /** Which of the frames it is for. Each of them is counted once: by this filter, or by the one behind it. */
    private List<String> matched(TrafficMatch match) {
        FilterPlace first = traffic.add(new TrafficFilter(near, Side.INGRESS, 1, match, PASS));
        FilterPlace rest = traffic.add(new TrafficFilter(near, Side.INGRESS, 2, ALL, PASS));
        List<String> matched = new ArrayList<>();
        long sent = 0;
        for (String frame : FRAMES) {
            long before = frames(first);
            inside.send("far", frame);
            awaitFrames(++sent, first, rest);
            if (frames(first) > before) {
                matched.add(frame);
            }
        }
        assertThat(known(first).matched()).hasValue(matched.size());
        traffic.delete(first);
        traffic.delete(rest);
        return matched;
    }

    private void awaitFrames(long count, FilterPlace... places) {
        Deadline.in(SOON)
                .await(
                        () -> List.of(places).stream().mapToLong(this::frames).sum() == count,
                        () -> "not %d frames in %s".formatted(count, traffic.list(near, Side.INGRESS)));
    }

    private long frames(FilterPlace place) {
        return known(place).counters().frames();
    }

    private InstalledFilter.Known known(FilterPlace place) {
        return traffic.list(near, place.side()).stream()
                .filter(filter -> filter.place().equals(place))
                .map(InstalledFilter.Known.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFirstFilterInOrderOfPriorityDecides() {
        traffic.add(new TrafficFilter(near, Side.INGRESS, 30, ALL, DROP));
        traffic.add(new TrafficFilter(near, Side.INGRESS, 10, word(0x100, 0xE00007FF), DROP));
        traffic.add(new TrafficFilter(near, Side.INGRESS, 20, word(0x100, 0xE0000700), PASS));
        try (Candump here = buses.dump("near")) {
            inside.send("far", "100#", "1FF#01", "300#", "100#R", "101##1AA", "102#02");
            assertThat(here.awaitFrame("near 102#02", SOON))
                    .containsExactly("near 1FF#01", "near 101##5AA", "near 102#02");
        }
        assertThat(traffic.list(near, Side.INGRESS))
                .extracting(filter -> known(filter.place()).counters().drops())
                .containsExactly(1L, 0L, 2L);
    }

    /** Bytes are those of structs: 16, and 72 of CAN FD. */
    @Test
    void whatIsDroppedOnItsWayOutIsToldToWhoSentIt() {
        FilterPlace place = traffic.add(new TrafficFilter(near, Side.EGRESS, 1, word(0x100, 0xE0000700), DROP));
        try (Candump there = inside.dump("far")) {
            assertThatThrownBy(() -> buses.send("near", "123#01")).hasMessageContaining("No buffer space available");
            assertThatThrownBy(() -> buses.send("near", "123##101")).hasMessageContaining("No buffer space available");
            buses.send("near", "223#02");
            assertThat(there.awaitFrames(1, SOON)).containsExactly("far 223#02");
        }
        InstalledFilter.Known known = known(place);
        assertThat(known.counters().frames()).isEqualTo(2);
        assertThat(known.counters().bytes()).isEqualTo(16 + 72);
        assertThat(known.counters().drops()).isEqualTo(2);
    }

    @Test
    void canGatewayCountsAsDroppedWhatIsDroppedOnItsWayOut() {
        buses.vcan("can0").rule("can0", "near");
        traffic.add(new TrafficFilter(near, Side.EGRESS, 1, word(0x100, 0xE0000700), DROP));
        buses.send("can0", "123#01", "223#02");
        Deadline.in(SOON)
                .await(
                        () -> buses.rules().getFirst().handled() == 1
                                && buses.rules().getFirst().dropped() == 1,
                        () -> buses.rules() + " instead of 1 and 1");
    }

    /** The kernel's own echo of what was sent here; frames of the container come in as they do otherwise. */
    @Test
    void whatIsSentHereComesInAgainAsItsEcho() {
        FilterPlace in = traffic.add(new TrafficFilter(near, Side.INGRESS, 1, ALL, PASS));
        FilterPlace out = traffic.add(new TrafficFilter(near, Side.EGRESS, 1, ALL, PASS));
        buses.send("near", "123#01");
        awaitFrames(1, in);
        assertThat(frames(out)).isEqualTo(1);
        inside.send("far", "123#01");
        awaitFrames(2, in);
        assertThat(frames(out)).isEqualTo(1);
    }

    @Test
    void manySetsOfIdsAreOneFilter() {
        List<CanId> ids = new ArrayList<>();
        for (int i = 0; i < TrafficMatch.CanIds.MOST; i++) {
            ids.add(i % 2 == 0 ? CanId.standard(i, 0x7FF) : CanId.extended(i, 0x1FFFFFFF));
        }
        TrafficFilter filter = new TrafficFilter(near, Side.INGRESS, 1, new TrafficMatch.CanIds(ids), DROP);
        FilterPlace place = traffic.add(filter);
        assertThat(known(place).filter()).isEqualTo(filter);
        FilterPlace rest = traffic.add(new TrafficFilter(near, Side.INGRESS, 2, ALL, PASS));
        inside.send("far", "1F2#", "1F3#", "000001F3#", "000001F2#", "1F4#");
        awaitFrames(5, place, rest);
        assertThat(frames(place)).isEqualTo(2);
        assertThat(Set.copyOf(traffic.list(near, Side.INGRESS))).hasSize(2);
    }
}
