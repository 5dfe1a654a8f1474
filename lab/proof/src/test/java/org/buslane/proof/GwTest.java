package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.gatewayrules.GatewayChanges;
import org.buslane.node.gatewayrules.GatewayRules;
import org.buslane.node.gatewayrules.NamedRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./buslane gw} beside {@code cangw}, on the same rules. */
@OnKernels({"6.1", "6.12"})
class GwTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 200;

    private final Buses buses = Buses.here();
    private final GatewayRules rules = GatewayRules.open();
    private final String cangw = Namespace.here().line(List.of("cangw")).getFirst();

    @BeforeEach
    void threeBuses() {
        buses.vcan("can0", "can1", "can2");
        if (!Files.exists(Path.of("/sys/module/can_gw"))) {
            Namespace.here().run(Namespace.here().run("cat", "/proc/sys/kernel/modprobe"), "can-gw");
        }
    }

    /** Rules go with their interfaces. */
    @AfterEach
    void none() {
        buses.close();
        rules.close();
    }

    private Finished gw(String words) {
        List<String> line =
                new ArrayList<>(List.of(Checkout.underTest().launcher().toString(), "gw"));
        line.addAll(List.of(words.split(" ")));
        return new Command(Path.of("/"), Map.of(), line).within(SOON).finish();
    }

    private void cangw(String action, String words) {
        Namespace.here()
                .run(Stream.concat(Stream.of("cangw", action), Stream.of(words.split(" ")))
                        .toArray(String[]::new));
    }

    /** Its exit status is what its last recv() returned. */
    private List<String> listedByCangw() {
        return new Command(Path.of("/"), Map.of(), List.of(cangw, "-L"))
                .within(SOON)
                .finish()
                .outLines();
    }

    @Test
    void theListIsCangwsLineForLine() {
        long seed = System.nanoTime();
        List<String> words = new RandomRules(seed).next(MANY);
        for (int i = 0; i < MANY; i++) {
            if (i % 2 == 0) {
                cangw("-A", words.get(i));
            } else {
                assertThat(rules.add(NamedRule.parse(words.get(i))))
                        .as("seed %d: %s", seed, words.get(i))
                        .isTrue();
            }
        }
        buses.send("can0", "123#1122", "456##1AABB").send("can1", "1ABCDEF0#R");

        assertThat(gw("list").successfully().outLines())
                .as("seed %d", seed)
                .hasSize(MANY)
                .isEqualTo(listedByCangw());
    }

    /** What cangw added for these words is what these words are here, and each deletes its own and no other. */
    @Test
    void theSameWordsAreTheSameRule() {
        long seed = System.nanoTime();
        List<String> words = new ArrayList<>(new RandomRules(seed).next(MANY));
        words.forEach(each -> cangw("-A", each));
        Collections.shuffle(words, new Random(seed));
        for (String each : words) {
            NamedRule rule = NamedRule.parse(each);
            int before = rules.list().size();
            assertThat(rules.add(rule)).as("seed %d, is there: %s", seed, each).isFalse();
            assertThat(rules.delete(rule)).as("seed %d: %s", seed, each).isZero();
            assertThat(rules.list()).as("seed %d: %s", seed, each).hasSize(before - 1);
        }
        assertThat(listedByCangw()).isEmpty();
    }

    @Test
    void whatIsAddedCangwDeletes() {
        gw("add -scan0 -d can1 -Xe -f 123:C00007FF").successfully();
        gw("add -s can0 -d can1 -m SET:IL:333.4.1122334455667788 -u 1F").successfully();
        cangw("-D", "-s can0 -d can1 -X -e -f 123:C00007FF");
        cangw("-D", "-s can0 -d can1 -m SET:IL:333.4.1122334455667788 -u 1F");
        assertThat(listedByCangw()).isEmpty();
    }

    @Test
    void aRuleThatIsThereIsNotAddedOnceMore() {
        cangw("-A", "-s can0 -d can1 -e");
        List<String> before = listedByCangw();

        assertThat(gw("add -s can0 -d can1 -e").successfully().out())
                .isEqualTo("is there already, and was not added once more: -s can0 -d can1 -e");
        assertThat(listedByCangw()).isEqualTo(before);
    }

    @Test
    void aDeletionTakesOneRuleOrIsASentence() {
        cangw("-A", "-s can0 -d can1 -e");
        cangw("-A", "-s can0 -d can1 -e");

        assertThat(gw("delete -s can0 -d can1").complaint()).isEqualTo("buslane: there is no rule -s can0 -d can1");
        assertThat(gw("delete -F").complaint()).contains("others have rules there too");
        assertThat(listedByCangw()).hasSize(2);
        assertThat(gw("delete -s can0 -d can1 -e").successfully().out())
                .isEqualTo("1 more of the same left: -s can0 -d can1 -e");
        assertThat(gw("delete -s can0 -d can1 -e").successfully().out()).isEmpty();
        assertThat(listedByCangw()).isEmpty();
    }

    @Test
    void theListInJsonIsTheSameForMachines() {
        cangw("-A", "-s can0 -d can1 -X -f 123:7FF");
        assertThat(gw("list --json").successfully().out())
                .isEqualTo(
                        "[{\"from\":\"can0\",\"to\":\"can1\",\"fd\":true,\"cangw\":\"-s can0 -d can1 -X -f 123:7FF\","
                                + "\"declared\":false,\"handled\":0,\"dropped\":0,\"deleted\":0}]");
    }

    @Test
    void whatTheKernelRefusesIsASentence() {
        assertThat(gw("add -s can0 -d can1 -l 200").complaint())
                .isEqualTo("buslane: add -s can0 -d can1 -l 200: EINVAL (invalid argument)");
        assertThat(new Command(Path.of("/"), Map.of(), Strangers.line(List.of("gw", "add", "-s", "can0", "-d", "can1")))
                        .within(SOON)
                        .finish()
                        .complaint())
                .isEqualTo(
                        "buslane: add -s can0 -d can1: can-gw's rules need CAP_NET_ADMIN in the first user namespace:"
                                + " use sudo");
        assertThat(listedByCangw()).isEmpty();
    }

    @Test
    void whatIsDeclaredIsKeptAndWhatIsOthersIsUntouched() throws Exception {
        cangw("-A", "-s can1 -d can0 -e -u 7 -m SET:L:0.8.0000000000000000");
        cangw("-A", "-s can1 -d can2 -e");
        List<String> others = listedByCangw();
        Path file = Files.createTempFile("rules", ".yaml");
        try {
            Files.writeString(
                    file, "gateway: [-s can0 -d can1 -e, {from: can1, to: can2, echo: true}, -s can0 -d no0]\n");
            assertThat(gw("apply --dry-run --config " + file).successfully().outLines())
                    .hasSize(3);
            assertThat(listedByCangw()).isEqualTo(others);
            assertThat(gw("apply --config " + file).successfully().outLines())
                    .containsExactly(
                            "add -s can0 -d can1 -e -m AND:I:FFFFFFFF.0.0000000000000000 -u B05A0000",
                            "waits for its interfaces: -s can0 -d no0",
                            "is somebody else's already: -s can1 -d can2 -e");
            assertThat(listedByCangw()).hasSize(3).containsAll(others);
            assertThat(gw("add -s can0 -d can1 -e").successfully().out()).startsWith("is there already");
            assertThat(gw("apply --config " + file).successfully().outLines()).hasSize(2);

            Files.writeString(file, "gateway: []\n");
            assertThat(gw("apply --config " + file).successfully().outLines()).hasSize(1);
            assertThat(listedByCangw()).isEqualTo(others);
        } finally {
            Files.delete(file);
        }
    }

    /** The mark by which our rules are known is a modification that modifies nothing. */
    @Test
    void aMarkedRuleForwardsEveryFrameAsItIs() {
        String[] frames = {
            "123#",
            "123#1122334455667788",
            "000#00",
            "7FF#R",
            "7FF#R8",
            "1FFFFFFF#DEADBEEF",
            "00000123#R3",
            "20000004#0004000000000000",
            "200001FF#1122334455667788",
            "123##0",
            "123##1" + "AB".repeat(64),
            "18DA00F1##3" + "01".repeat(12),
            "7E0#FF"
        };
        cangw("-A", "-s can0 -d can1 -e");
        cangw("-A", "-s can0 -d can1 -e -X");
        cangw("-A", "-s can0 -d can1 -e -f 0:3FFFFFFF");
        GatewayChanges marked = rules.compare(GatewayConfig.parseRules("rules", """
                gateway:
                  - -s can0 -d can2 -e
                  - -s can0 -d can2 -e -X
                  - -s can0 -d can2 -e -f 0:3FFFFFFF
                """));
        assertThat(marked.add()).hasSize(3);
        rules.apply(marked);
        try (Candump sent = buses.dump("can0,0:0,#FFFFFFFF");
                Candump plain = buses.dump("can1,0:0,#FFFFFFFF");
                Candump kept = buses.dump("can2,0:0,#FFFFFFFF")) {
            buses.send("can0", frames);
            List<String> all = sent.awaitFrames(frames.length, SOON);
            assertThat(all).hasSize(frames.length);
            assertThat(named(plain.awaitFrame("can1 7E0#FF", SOON), "can1")).isEqualTo(all);
            assertThat(named(kept.awaitFrame("can2 7E0#FF", SOON), "can2")).isEqualTo(all);
        }
    }

    private static List<String> named(List<String> frames, String bus) {
        return frames.stream().map(frame -> frame.replaceFirst(bus, "can0")).toList();
    }
}
