package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.CanId;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
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

/** Buslane's filters beside those of {@code tc}: each reads and deletes what the other made. */
@OnKernels({"6.1", "6.12"})
class TrafficFiltersTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path MODPROBE = Path.of("/proc/sys/kernel/modprobe");
    private static final TrafficMatch ALL = new TrafficMatch.All();
    private static final TrafficAction PASS = new TrafficAction.Pass();
    private static final TrafficAction DROP = new TrafficAction.Drop();

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Traffic traffic = new Traffic(socket);
    private final Buses buses = Buses.here();
    private int can0;

    @BeforeEach
    void aBus() {
        buses.vcan("can0");
        can0 = new Links(socket).find("can0").orElseThrow().index();
    }

    /** Filters go with their interface. */
    @AfterEach
    void none() {
        buses.close();
        awaitNoActions();
        socket.close();
    }

    /** What tc calls it, and what it is here. */
    private Map<String, TrafficFilter> filters() {
        TrafficMatch word = new TrafficMatch.IdWord(0x98DAF110, 0xDFFFFFFF);
        TrafficMatch ids = TrafficMatch.CanIds.of(CanId.standard(0x123, 0x7FF), CanId.extended(0x18DAF100, 0x1FFFFF00));
        Map<String, TrafficFilter> filters = new LinkedHashMap<>();
        filters.put("ingress prio 1 matchall action ok", filter(Side.INGRESS, 1, ALL, PASS));
        filters.put("egress prio 65535 matchall action drop", filter(Side.EGRESS, 0xFFFF, ALL, DROP));
        filters.put(
                "egress prio 2 u32 match u32 " + key(0x98DAF110) + " " + key(0xDFFFFFFF) + " at 0 action drop",
                filter(Side.EGRESS, 2, word, DROP));
        filters.put(
                "ingress prio 3 u32 match u32 0 0 at 0 action ok",
                filter(Side.INGRESS, 3, new TrafficMatch.IdWord(0, 0), PASS));
        filters.put(
                "ingress prio 4 basic match canid(sff 0x123 eff 0x18DAF100:0x1FFFFF00) action drop",
                filter(Side.INGRESS, 4, ids, DROP));
        filters.put(
                "ingress prio 5 matchall action police pkts_rate 50 pkts_burst 10 conform-exceed drop/continue",
                filter(Side.INGRESS, 5, ALL, Police.of(50, 10, Conform.NEXT_FILTER)));
        filters.put(
                "egress prio 6 u32 match u32 " + key(0x98DAF110) + " " + key(0xDFFFFFFF)
                        + " at 0 action police pkts_rate 1000000 pkts_burst 1000000 conform-exceed drop/ok",
                filter(Side.EGRESS, 6, word, Police.of(Police.MOST, Police.MOST, Conform.PASS)));
        filters.put(
                "ingress prio 7 basic match canid(sff 0x123 eff 0x18DAF100:0x1FFFFF00)"
                        + " action police index 65536 pkts_rate 1 pkts_burst 200 conform-exceed drop/continue",
                filter(
                        Side.INGRESS,
                        7,
                        ids,
                        Police.of(1, 200, Conform.NEXT_FILTER).shared(65536)));
        return filters;
    }

    private TrafficFilter filter(Side side, int priority, TrafficMatch match, TrafficAction action) {
        return new TrafficFilter(can0, side, priority, match, action);
    }

    /** As a word of a frame stands in the memory of this machine. */
    private static String key(int word) {
        return "0x%08X".formatted(Integer.reverseBytes(word));
    }

    @Test
    void whatTcAddsIsReadAsItIsAndDeleted() {
        traffic.clsact(can0);
        filters().forEach((words, filter) -> {
            tc(words);
            assertThat(known(filter.side())).as(words).containsExactly(filter);
            traffic.delete(traffic.list(can0, filter.side()).getFirst().place());
            assertThat(printed(filter.side())).as(words).isEmpty();
            awaitNoActions();
        });
    }

    @Test
    void whatIsAddedTcPrintsAsItsOwnAndDeletes() {
        traffic.clsact(can0);
        filters().forEach((words, filter) -> {
            tc(words);
            String theirs = printed(filter.side());
            tcDelete(filter);
            awaitNoActions();
            traffic.add(filter);
            assertThat(known(filter.side())).as(words).containsExactly(filter);
            assertThat(printed(filter.side())).as(words).isEqualTo(theirs);
            tcDelete(filter);
            assertThat(traffic.list(can0, filter.side())).as(words).isEmpty();
            awaitNoActions();
        });
    }

    private List<TrafficFilter> known(Side side) {
        return traffic.list(can0, side).stream()
                .map(InstalledFilter.Known.class::cast)
                .map(InstalledFilter.Known::filter)
                .toList();
    }

    /** All of them again and again, in an order of their own, beside filters of others that stay as they are. */
    @Test
    void aHundredTimesAddedAndDeletedLeavesNothingButWhatWasThere() {
        traffic.clsact(can0);
        tc("ingress prio 4 basic match canid(sff 0x7E8) action drop");
        tc("egress prio 2 u32 match u32 0x12345678 0xFFFFFFFF at 4 action drop");
        tc("ingress prio 9 matchall action police pkts_rate 7 pkts_burst 7 conform-exceed drop/pipe action ok");
        String before = withoutEmptyTables();
        for (int round = 0; round < 100; round++) {
            List<FilterPlace> places = new ArrayList<>();
            filters().values().forEach(filter -> places.add(traffic.add(filter)));
            assertThat(places).doesNotHaveDuplicates();
            Collections.shuffle(places, new Random(round));
            places.forEach(traffic::delete);
            // The next round's shared rate is to be a new one.
            Deadline.in(SOON).await(() -> traffic.listPolice().size() == 1, () -> traffic.listPolice() + " stay");
        }
        assertThat(withoutEmptyTables()).isEqualTo(before);
        assertThat(tables()).isEqualTo(Set.of("egress 2", "egress 6", "ingress 3"));
        awaitActions("police", 1);
        awaitActions("gact", 3);
    }

    private static String withoutEmptyTables() {
        return (printed(Side.INGRESS) + "\n" + printed(Side.EGRESS))
                .replaceAll("(?m)^.* u32 chain 0( fh \\w+: ht divisor 1)? *$", "")
                .replaceAll("\n+", "\n")
                .strip();
    }

    /** The priorities of u32, with a table each. */
    private static Set<String> tables() {
        return Stream.of(Side.values())
                .flatMap(side -> Pattern.compile("pref (\\d+) u32 chain 0 fh \\w+: ht divisor 1")
                        .matcher(printed(side))
                        .results()
                        .map(match -> side + " " + match.group(1)))
                .collect(Collectors.toSet());
    }

    @Test
    void whatCannotBeSaidHereIsForeignAndStays() {
        traffic.clsact(can0);
        List<String> words = List.of(
                "prio 1 protocol 0x000c matchall action drop",
                "prio 2 protocol all chain 5 matchall action drop",
                "prio 3 protocol all matchall action goto chain 5",
                "prio 4 protocol all matchall classid 1:1 action ok",
                "prio 5 protocol all matchall action police rate 8kbit burst 2k",
                "prio 6 protocol all matchall action police pkts_rate 5 pkts_burst 5 conform-exceed ok/ok",
                "prio 7 protocol all matchall action ok random determ drop 2",
                "prio 8 protocol all matchall action ok pipe action drop",
                "prio 9 protocol all u32 match u32 0 0 at 4 action drop",
                "prio 10 protocol all u32 match u32 0 0 at 0 match u32 0 0 at 4 action drop",
                "prio 11 protocol all basic match not canid(sff 0x123) action drop",
                "prio 12 protocol all basic match canid(sff 1) and canid(sff 2) action drop",
                "prio 13 protocol all basic match u32(u32 0 0 at 0) action drop",
                "prio 14 protocol all matchall skip_hw action drop",
                "prio 15 protocol all handle 7 fw action drop",
                "prio 16 protocol all u32 match u32 0 0 at 0 flowid 1:1");
        words.forEach(filter -> Namespace.here().run(split("tc filter add dev can0 ingress " + filter)));
        String before = printed(Side.INGRESS);
        FilterPlace ours = traffic.add(filter(Side.INGRESS, 9, new TrafficMatch.IdWord(1, -1), PASS));
        List<InstalledFilter> listed = traffic.list(can0, Side.INGRESS);
        assertThat(listed)
                .extracting(each -> each.place().priority())
                .contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
                .hasSize(words.size() + 1);
        assertThat(listed)
                .filteredOn(InstalledFilter.Known.class::isInstance)
                .extracting(InstalledFilter::place)
                .containsExactly(ours);
        traffic.delete(ours);
        listed.stream()
                .map(InstalledFilter::place)
                .filter(place -> place.priority() < 3)
                .forEach(
                        place -> assertThatThrownBy(() -> traffic.delete(place)).isInstanceOf(LinuxException.class));
        assertThat(printed(Side.INGRESS)).isEqualTo(before);
    }

    @Test
    void countersAreTheOnesThatTcPrints() {
        traffic.clsact(can0);
        traffic.add(filter(Side.INGRESS, 1, new TrafficMatch.IdWord(0x100, 0xE0000700), DROP));
        traffic.add(filter(Side.INGRESS, 2, ALL, Police.of(1, 3, Conform.NEXT_FILTER)));
        traffic.add(filter(Side.INGRESS, 3, TrafficMatch.CanIds.of(CanId.standard(0x200, 0x700)), PASS));
        buses.send("can0", "100#", "101##0", "200#", "201#", "202#", "203#", "204#");
        Deadline.in(SOON).await(() -> frames().equals(List.of(2L, 5L, passed())), () -> frames() + " counted");
        assertThat(listed()).isEqualTo(printedCounters());
    }

    private List<Long> frames() {
        return listed().stream().map(ActionCounters::frames).toList();
    }

    private long passed() {
        ActionCounters rate = listed().get(1);
        return rate.frames() - rate.overLimit();
    }

    private List<ActionCounters> listed() {
        return traffic.list(can0, Side.INGRESS).stream()
                .map(InstalledFilter.Known.class::cast)
                .map(InstalledFilter.Known::counters)
                .toList();
    }

    private static List<ActionCounters> printedCounters() {
        return Pattern.compile("Sent (\\d+) bytes (\\d+) pkt \\(dropped (\\d+), overlimits (\\d+)")
                .matcher(Namespace.here().run(split("tc -s filter show dev can0 ingress")))
                .results()
                .map(match -> new ActionCounters(
                        Long.parseLong(match.group(2)),
                        Long.parseLong(match.group(1)),
                        Long.parseLong(match.group(3)),
                        Long.parseLong(match.group(4))))
                .toList();
    }

    @Test
    void aClsactComesAndGoesOnceAndWithAllItsFilters() {
        assertThat(traffic.hasClsact(can0)).isFalse();
        traffic.clsact(can0);
        assertThat(traffic.hasClsact(can0)).isTrue();
        assertThat(traffic.hasClsact(1)).isFalse();
        assertThatThrownBy(() -> traffic.clsact(can0))
                .hasMessage("add clsact to interface %d: EEXIST (file exists): Exclusivity flag on, cannot modify"
                        .formatted(can0));
        filters().values().forEach(traffic::add);
        traffic.removeClsact(can0);
        assertThat(traffic.hasClsact(can0)).isFalse();
        assertThat(Namespace.here().run(split("tc qdisc show dev can0"))).doesNotContain("clsact");
        assertThatThrownBy(() -> traffic.removeClsact(can0))
                .hasMessageStartingWith("remove clsact from interface %d: EINVAL".formatted(can0));
        awaitNoActions();
    }

    @Test
    void aQueueTellsHowManyFramesItHadNoRoomFor() {
        assertThat(traffic.queueDrops()).containsEntry(can0, 0L);
        Namespace.here().run(split("tc qdisc add dev can0 root tbf rate 8bit burst 64 limit 160"));
        Namespace.here().run(split("cangen can0 -i -g 0 -n 30"));
        Matcher said = Pattern.compile("dropped (\\d+)")
                .matcher(Namespace.here().run(split("tc -s qdisc show dev can0 root")));
        assertThat(said.find()).isTrue();
        long dropped = Long.parseLong(said.group(1));
        assertThat(dropped).isPositive();
        assertThat(traffic.queueDrops()).containsEntry(can0, dropped);
    }

    @Test
    void anIngressOfSomebodyElseIsNoClsact() {
        Namespace.here().run(split("tc qdisc add dev can0 ingress"));
        assertThat(traffic.hasClsact(can0)).isFalse();
        assertThatThrownBy(() -> traffic.clsact(can0)).hasMessageContaining("EEXIST");
        assertThatThrownBy(() -> traffic.removeClsact(can0)).hasMessageContaining("EINVAL");
        assertThat(Namespace.here().run(split("tc qdisc show dev can0"))).contains("ingress");
    }

    @Test
    void whatTheKernelRefusesIsOneSentence() {
        TrafficFilter filter = filter(Side.INGRESS, 7, ALL, DROP);
        String where = "add tc filter to ingress of interface %d, priority 7: ".formatted(can0);
        assertThatThrownBy(() -> traffic.add(filter))
                .hasMessage(where + "EINVAL (invalid argument): Parent Qdisc doesn't exists");
        assertThat(traffic.list(can0, Side.INGRESS)).isEmpty();
        traffic.clsact(can0);
        FilterPlace place = traffic.add(filter);
        assertThatThrownBy(() -> traffic.add(filter)).hasMessageStartingWith(where + "EEXIST (file exists)");
        assertThatThrownBy(() -> traffic.add(filter(Side.INGRESS, 7, new TrafficMatch.IdWord(1, 1), DROP)))
                .hasMessageStartingWith(where + "EINVAL (invalid argument): ");
        traffic.delete(place);
        assertThatThrownBy(() -> traffic.delete(place))
                .hasMessageStartingWith(
                        "delete tc filter matchall 1 at ingress of interface %d, priority 7: ENOENT".formatted(can0));
        assertThatThrownBy(() -> traffic.clsact(99_999))
                .hasMessageStartingWith("add clsact to interface 99999: ENODEV (no such device)");
        assertThatThrownBy(() -> traffic.add(new TrafficFilter(99_999, Side.EGRESS, 1, ALL, DROP)))
                .hasMessageContaining("ENODEV");
        assertThat(traffic.list(99_999, Side.EGRESS)).isEmpty();
    }

    @Test
    void aModuleThatIsMissingIsNamed() throws IOException {
        String modprobe = Files.readString(MODPROBE);
        // Each comes with what needs it, and then goes alone.
        traffic.clsact(can0);
        filters().values().forEach(traffic::add);
        traffic.removeClsact(can0);
        awaitNoActions();
        Files.writeString(MODPROBE, "/bin/false\n");
        try {
            remove(modprobe, "act_police");
            remove(modprobe, "em_canid");
            remove(modprobe, "cls_u32");
            remove(modprobe, "sch_ingress");
            assertThatThrownBy(() -> traffic.clsact(can0))
                    .hasMessage(
                            "add clsact to interface %d: ENOENT (no such file or directory): Specified qdisc kind is"
                                            .formatted(can0)
                                    + " unknown (are these modules loaded: sch_ingress?)");
            Namespace.here().run(modprobe.strip(), "sch_ingress");
            traffic.clsact(can0);
            String where = "add tc filter to ingress of interface %d, priority 1: ENOENT (no such file or directory): "
                    .formatted(can0);
            assertThatThrownBy(() -> traffic.add(filter(Side.INGRESS, 1, new TrafficMatch.IdWord(1, 1), DROP)))
                    .hasMessage(where + "TC classifier not found (are these modules loaded: cls_u32, act_gact?)");
            assertThatThrownBy(() -> traffic.add(filter(Side.INGRESS, 1, ALL, Police.of(1, 1, Conform.PASS))))
                    .hasMessage(where
                            + "Failed to load TC action module (are these modules loaded: cls_matchall, act_police?)");
            assertThatThrownBy(() ->
                            traffic.add(filter(Side.INGRESS, 1, TrafficMatch.CanIds.of(CanId.standard(1, 1)), DROP)))
                    .hasMessage(where + "are these modules loaded: cls_basic, em_canid, act_gact?");
            assertThat(traffic.listPolice()).isEmpty();
        } finally {
            Files.writeString(MODPROBE, modprobe);
        }
    }

    /** Filters and what they are made of go a moment after their deletion. */
    private static void remove(String modprobe, String module) throws IOException {
        Path users = Path.of("/sys/module", module, "refcnt");
        if (Files.exists(users)) {
            Deadline.in(SOON).await(() -> read(users).equals("0"), () -> module + " has users: " + read(users));
            Namespace.here().run(Path.of(modprobe.strip()).toRealPath().toString(), "rmmod", module);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static void tc(String filter) {
        String[] parts = filter.split(" ", 2);
        Namespace.here().run(split("tc filter add dev can0 " + parts[0] + " protocol all " + parts[1]));
    }

    private void tcDelete(TrafficFilter filter) {
        Namespace.here()
                .run(split(
                        "tc filter del dev can0 %s protocol all prio %d".formatted(filter.side(), filter.priority())));
    }

    /** What stands in parentheses is one word. */
    private static String[] split(String line) {
        return Stream.of(line.split(" (?![^(]*\\))")).toArray(String[]::new);
    }

    /** As tc prints them, but for the numbers that the kernel gave actions. */
    private static String printed(Side side) {
        return Namespace.here()
                .run(split("tc filter show dev can0 " + side))
                .replaceAll("\\bindex \\d+", "index")
                .replaceAll("police 0x[0-9a-f]{1,4} ", "police ")
                .strip();
    }

    private static void awaitNoActions() {
        awaitActions("police", 0);
        awaitActions("gact", 0);
    }

    /** The kernel takes actions away after their filters, when nobody looks at them any more. */
    private static void awaitActions(String kind, int count) {
        Deadline.in(SOON)
                .await(
                        () -> actions(kind).split("action order", -1).length - 1 == count,
                        () -> "not %d but %s".formatted(count, actions(kind)));
    }

    private static String actions(String kind) {
        return Namespace.here().run(split("tc actions list action " + kind));
    }
}
