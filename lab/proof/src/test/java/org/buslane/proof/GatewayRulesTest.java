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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.Payload;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.Crc8Checksum;
import org.buslane.linux.netlink.FramePart;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayModification;
import org.buslane.linux.netlink.GatewayOperation;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.XorChecksum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buslane's rules beside those of {@code cangw}: each reads and deletes what the other made. */
@OnKernels({"6.1", "6.12"})
class GatewayRulesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path MODULE = Path.of("/sys/module/can_gw");
    private static final String ZERO_64 = "00".repeat(64);
    private static final String TABLE = IntStream.range(0, 256)
            .mapToObj(i -> "%02X".formatted(i * 7 & 0xFF))
            .reduce("", String::concat);

    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Gateway gateway = new Gateway(socket);
    private final Buses buses = Buses.here();
    private int can0;
    private int can1;

    @BeforeEach
    void twoBuses() {
        buses.vcan("can0", "can1");
        if (!Files.exists(MODULE)) {
            loadModule();
        }
        can0 = new Links(socket).find("can0").orElseThrow().index();
        can1 = new Links(socket).find("can1").orElseThrow().index();
    }

    /** Rules go with their interfaces. */
    @AfterEach
    void none() {
        buses.close();
        socket.close();
    }

    /** What cangw calls it, and what it is here. */
    private Map<String, GatewayRule> rules() {
        GatewayRule plain = GatewayRule.of(can0, can1, Set.of());
        GatewayRule fd = GatewayRule.of(can0, can1, Set.of(GatewayFlag.FD));
        GatewayModification and = classic(GatewayOperation.AND, Set.of(FramePart.DATA), 0x7FF, 8, "FFFFFFFFFFFFFF00");
        GatewayModification set =
                classic(GatewayOperation.SET, Set.of(FramePart.ID, FramePart.LENGTH), 0x333, 4, "1122334455667788");
        Map<String, GatewayRule> rules = new LinkedHashMap<>();
        rules.put("", plain);
        rules.put("-e", GatewayRule.of(can0, can1, Set.of(GatewayFlag.ECHO)));
        rules.put("-t", GatewayRule.of(can0, can1, Set.of(GatewayFlag.KEEP_TIMESTAMP)));
        rules.put("-i", GatewayRule.of(can0, can1, Set.of(GatewayFlag.BACK_TO_ORIGIN)));
        rules.put("-X", fd);
        rules.put("-X -e -t -i", GatewayRule.of(can0, can1, Set.of(GatewayFlag.values())));
        rules.put("-l 1", plain.withHops(1));
        rules.put("-f 123:C00007FF", plain.withFilter(new GatewayFilter(0x123, 0xC00007FF)));
        rules.put("-f 98DAF110:DFFFFFFF", plain.withFilter(new GatewayFilter(0x98DAF110, 0xDFFFFFFF)));
        rules.put("-f 123~7FF", plain.withFilter(new GatewayFilter(0x20000123, 0x7FF)));
        rules.put("-f 0:3FFFFFFF", plain.withFilter(new GatewayFilter(0, 0x3FFFFFFF)));
        rules.put("-m AND:D:7FF.8.FFFFFFFFFFFFFF00", plain.withModifications(List.of(and)));
        rules.put(
                "-m SET:IL:333.4.1122334455667788 -m AND:D:7FF.8.FFFFFFFFFFFFFF00 -u 1F",
                plain.withModifications(List.of(and, set)).withUid(0x1F));
        rules.put(
                "-m AND:D:7FF.8.FFFFFFFFFFFFFF00 -u FFFFFFFF -x -8:-2:-1:A5",
                plain.withModifications(List.of(and)).withUid(-1).withChecksum(new XorChecksum(-8, -2, -1, 0xA5)));
        rules.put(
                "-m OR:I:80000000.0.0000000000000000 -c 0:6:7:FF:5A:" + TABLE
                        + " -p 2:00112233445566778899AABBCCDDEEFF",
                plain.withModifications(List.of(
                                classic(GatewayOperation.OR, Set.of(FramePart.ID), 0x80000000, 0, "0000000000000000")))
                        .withChecksum(new Crc8Checksum(
                                0,
                                6,
                                7,
                                0xFF,
                                0x5A,
                                Payload.ofHex(TABLE),
                                2,
                                Payload.ofHex("00112233445566778899AABBCCDDEEFF00000000"))));
        rules.put(
                "-X -M XOR:IFLD:1.1.2." + ZERO_64 + " -M SET:F:0.2.0." + ZERO_64 + " -x 0:62:63:00",
                fd.withModifications(List.of(
                                fd(GatewayOperation.XOR, Set.of(FramePart.values()), 1, 1, 2),
                                fd(GatewayOperation.SET, Set.of(FramePart.FLAGS), 0, 2, 0)))
                        .withChecksum(new XorChecksum(0, 62, 63, 0)));
        return rules;
    }

    private static GatewayModification classic(
            GatewayOperation operation, Set<FramePart> parts, int id, int length, String data) {
        return new GatewayModification(operation, parts, id, length, 0, Payload.ofHex(data));
    }

    private static GatewayModification fd(
            GatewayOperation operation, Set<FramePart> parts, int id, int flags, int length) {
        return new GatewayModification(operation, parts, id, length, flags, Payload.ofHex(ZERO_64));
    }

    @Test
    void whatCangwAddsIsReadAsItIsAndDeleted() {
        rules().forEach((options, rule) -> {
            cangw("-A", options);
            assertThat(gateway.list()).as(options).containsExactly(new InstalledRule(rule, 0, 0, 0));
            gateway.delete(rule);
            assertThat(printed()).as(options).isEmpty();
        });
    }

    @Test
    void whatIsAddedCangwPrintsAsItsOwnAndDeletes() {
        rules().forEach((options, rule) -> {
            cangw("-A", options);
            List<String> theirs = printed();
            cangw("-D", options);
            gateway.add(rule);
            assertThat(printed()).as(options).hasSize(1).isEqualTo(theirs);
            cangw("-D", options);
            assertThat(gateway.list()).as(options).isEmpty();
        });
    }

    /** All of them at once, in an order of their own, between rules of others: each deletion takes its own. */
    @Test
    void ofManyRulesEachDeletionTakesItsOwn() {
        cangw("-A", "-e -f 7E8:C00007FF");
        List<String> others = printed();
        Map<String, GatewayRule> rules = rules();
        rules.values().forEach(gateway::add);
        cangw("-A", "-e -f 7E0:C00007FF");
        assertThat(gateway.list()).hasSize(rules.size() + 2);
        List<GatewayRule> left = new ArrayList<>(rules.values());
        Collections.shuffle(left, new Random(4));
        while (!left.isEmpty()) {
            gateway.delete(left.removeLast());
            assertThat(gateway.list())
                    .extracting(InstalledRule::rule)
                    .containsAll(left)
                    .hasSize(left.size() + 2);
        }
        cangw("-D", "-e -f 7E0:C00007FF");
        assertThat(printed()).isEqualTo(others);
    }

    @Test
    void aListOfManyRulesIsWhole() {
        for (int id = 0; id < 500; id++) {
            gateway.add(
                    GatewayRule.of(can0, can1, Set.of(GatewayFlag.ECHO)).withFilter(new GatewayFilter(id, 0xC00007FF)));
        }
        assertThat(gateway.list())
                .extracting(installed -> installed.rule().filter().id())
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).map(i -> 499 - i).boxed().toList());
    }

    /** The kernel compares with none that it has: each is another receiver of each frame. */
    @Test
    void aSecondEqualRuleIsAnotherAndOneDeletionTakesOne() {
        GatewayRule rule = GatewayRule.of(can0, can1, Set.of());
        gateway.add(rule);
        gateway.add(rule);
        assertThat(gateway.list()).hasSize(2);
        gateway.delete(rule);
        assertThat(gateway.list()).hasSize(1);
    }

    @Test
    void framesAreCountedAsTheyFare() {
        GatewayRule rule =
                GatewayRule.of(can0, can1, Set.of(GatewayFlag.ECHO)).withFilter(new GatewayFilter(0x100, 0x700));
        gateway.add(rule);
        try (Candump reader = buses.dump("can1")) {
            buses.send("can0", "100#01", "200#02", "1FF#03");
            assertThat(reader.awaitFrame("can1 1FF#03", SOON)).containsExactly("can1 100#01", "can1 1FF#03");
        }
        awaitList(new InstalledRule(rule, 2, 0, 0));
        new Links(socket).down(can1);
        buses.send("can0", "1AA#");
        awaitList(new InstalledRule(rule, 2, 1, 0));
        new Links(socket).up(can1);
        GatewayRule back = GatewayRule.of(can1, can0, Set.of());
        gateway.add(back);
        buses.send("can0", "155#");
        // What one rule sent another does not send on, unless the module was loaded with more max_hops.
        awaitList(new InstalledRule(back, 0, 0, 1), new InstalledRule(rule, 3, 1, 0));
    }

    private void awaitList(InstalledRule... expected) {
        List<InstalledRule> rules = List.of(expected);
        Deadline.in(SOON).await(() -> gateway.list().equals(rules), () -> gateway.list() + " instead of " + rules);
    }

    /** Same uid, interfaces and filter: only what is done to frames is exchanged, without a gap. */
    @Test
    void modificationsAreExchangedInPlaceByTheirUid() {
        GatewayRule first = GatewayRule.of(can0, can1, Set.of(GatewayFlag.ECHO))
                .withModifications(
                        List.of(classic(GatewayOperation.SET, Set.of(FramePart.LENGTH), 0, 1, "0000000000000000")))
                .withUid(0xB05);
        GatewayRule second = first.withModifications(
                List.of(classic(GatewayOperation.OR, Set.of(FramePart.ID), 0x400, 0, "0000000000000000")));
        gateway.add(first);
        buses.send("can0", "123#0102");
        awaitList(new InstalledRule(first, 1, 0, 0));
        gateway.add(second);
        assertThat(gateway.list()).containsExactly(new InstalledRule(second, 1, 0, 0));
        assertThatThrownBy(() -> gateway.add(second.withFilter(new GatewayFilter(1, 1))))
                .hasMessageStartingWith("add can-gw rule %d → %d: EINVAL".formatted(can0, can1));
        // It goes by the uid: that these modifications are not there any more is no matter.
        gateway.delete(first);
        assertThat(gateway.list()).isEmpty();
    }

    @Test
    void whatTheKernelRefusesIsOneSentenceAndChangesNothing() {
        GatewayRule rule = GatewayRule.of(can0, can1, Set.of());
        gateway.add(rule);
        List<String> before = printed();
        String which = "%d → %d".formatted(can0, can1);
        assertThatThrownBy(() -> gateway.delete(rule.withFilter(new GatewayFilter(1, 2))))
                .hasMessageStartingWith("delete can-gw rule " + which + ": EINVAL (invalid argument)");
        assertThatThrownBy(() -> gateway.add(rule.withHops(200)))
                .hasMessageStartingWith("add can-gw rule " + which + ": EINVAL");
        assertThatThrownBy(() -> gateway.add(GatewayRule.of(can0, 99_999, Set.of())))
                .hasMessageStartingWith("add can-gw rule %d → 99999: ENODEV (no such device)".formatted(can0));
        assertThatThrownBy(() -> gateway.add(GatewayRule.of(can0, 1, Set.of())))
                .hasMessageStartingWith("add can-gw rule %d → 1: ENODEV".formatted(can0));
        assertThat(printed()).isEqualTo(before);
    }

    @Test
    void rulesBelongToTheirNamespace() {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                NetlinkSocket there = NetlinkSocket.openIn(namespace)) {
            gateway.add(GatewayRule.of(can0, can1, Set.of()));
            assertThat(new Gateway(there).list()).isEmpty();
        }
    }

    /** The kernel then lists the routes of all other families. */
    @Test
    void withoutTheModuleThereAreNoRulesAndNoneCanBeAdded() throws IOException {
        // modprobe -r would fail because of can, on which sockets stand too; its rmmod takes this one alone.
        Namespace.here().run(Path.of(modprobe()).toRealPath().toString(), "rmmod", "can_gw");
        try {
            assertThat(Files.exists(MODULE)).isFalse();
            assertThat(gateway.list()).isEmpty();
            assertThatThrownBy(() -> gateway.add(GatewayRule.of(can0, can1, Set.of())))
                    .hasMessage(
                            "add can-gw rule %d → %d: EOPNOTSUPP (operation not supported): is the module can-gw loaded?"
                                    .formatted(can0, can1));
        } finally {
            loadModule();
        }
    }

    private static void cangw(String action, String options) {
        Stream<String> words = Stream.concat(
                Stream.of("cangw", action, "-s", "can0", "-d", "can1"),
                Stream.of(options.split(" ")).filter(word -> !word.isEmpty()));
        Namespace.here().run(words.toArray(String[]::new));
    }

    /** As {@code cangw -L} prints them. */
    private List<String> printed() {
        return buses.rules().stream().map(rule -> rule.toString()).toList();
    }

    private static void loadModule() {
        Namespace.here().run(modprobe(), "can-gw");
    }

    /** The kernel's own helper; a lab's is not on the path. */
    private static String modprobe() {
        return Namespace.here().run("cat", "/proc/sys/kernel/modprobe");
    }
}
