package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.node.lanes.LaneReport;
import org.buslane.node.ledger.LaneAccount;
import org.buslane.node.ledger.Loss;
import org.buslane.node.ledger.Passage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every frame is delivered or counted with its reason, whatever happens to the bus and the rules meanwhile. */
@OnKernels({"6.1", "6.12"})
class LaneLedgerTest {
    private static final Passage NOTHING = new Passage(0, 0, Map.of(), false);

    private final Machine machine = new Machine();
    private final Namespace container = machine.container();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
    }

    private LaneReport attach(String read, String write, int rate) {
        return machine.attach(
                container, new LaneTerms(new Policy(RuleSet.parse(read), RuleSet.parse(write), false), rate, true));
    }

    private LaneAccount account() {
        return machine.desk().count().stream()
                .filter(account -> account.name().equals("can0"))
                .findFirst()
                .orElseThrow();
    }

    /** When none is under way: a frame is counted in softirq, a moment after its sender went on. */
    private LaneAccount atRest(long written) {
        Await.until(
                () -> account().written().frames() == written
                        && isWhole(account().written()),
                () -> "not %d in %s".formatted(written, account()));
        return account();
    }

    private static boolean isWhole(Passage passage) {
        return passage.frames() == passage.delivered() + passage.allLost();
    }

    /** As fast as it goes; {@code -i} waits for nobody. */
    private void send(String id, int count, String... more) {
        container.run(Stream.concat(
                        Stream.of(
                                "cangen", "can0", "-g", "0", "-i", "-n", Integer.toString(count), "-I", id, "-L", "8"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static void host(String words) {
        Namespace.here().run(words.split(" "));
    }

    private int onBus(Candump bus) {
        machine.buses().send("can0", "7FF#4C415354");
        return bus.awaitFrame("can0 7FF#4C415354", Duration.ofSeconds(30)).size() - 1;
    }

    @Test
    void whatAContainerSendsIsAllowedDeniedOrOverRateToTheFrame() {
        attach("none", "100-1FF,200@20/s", 0);
        try (Candump bus = machine.buses().dump("can0")) {
            send("123", 200);
            send("124", 50, "-f");
            send("200", 100);
            send("300", 70);
            send("301", 30, "-f");
            send("123", 10, "-R");
            Machine.send(container, "20000080#0000000000000000");
            Passage written = atRest(461).written();
            assertThat(written.lost(Loss.DENIED)).isEqualTo(70 + 30 + 10 + 1);
            assertThat(written.lost().keySet()).containsExactly(Loss.DENIED, Loss.OVER_RATE);
            assertThat((long) onBus(bus)).isEqualTo(written.delivered());
            assertThat(written.delivered()).isEqualTo(250 + 100 - written.lost(Loss.OVER_RATE));
        }
        assertThat(account().read()).isEqualTo(NOTHING);
    }

    @Test
    void theLanesOwnRateIsOneReasonWithThoseOfItsRules() {
        attach("none", "100@50/s,200", 20);
        send("100", 100);
        send("200", 100);
        send("300", 100);
        Passage written = atRest(300).written();
        assertThat(written.lost(Loss.DENIED)).isEqualTo(100);
        assertThat(written.lost(Loss.OVER_RATE) + written.delivered()).isEqualTo(200);
        assertThat(written.lost(Loss.OVER_RATE)).isPositive();
    }

    @Test
    void whatABusThatIsDownDoesNotTakeIsLost() {
        attach("none", "all", 0);
        send("123", 100);
        host("ip link set can0 down");
        send("123", 40);
        host("ip link set can0 up");
        send("123", 10);
        Passage written = atRest(150).written();
        assertThat(written).isEqualTo(new Passage(150, 110, Map.of(Loss.NO_BUS, 40L), false));
    }

    @Test
    void aBusThatIsUnpluggedAndComesBackIsCountedOn() {
        attach("all", "all", 0);
        send("123", 100);
        assertThat(atRest(100).written().delivered()).isEqualTo(100);
        host("ip link del can0");
        send("123", 40);
        assertThat(atRest(140).written().lost()).isEqualTo(Map.of(Loss.NO_BUS, 40L));
        machine.buses().vcan("can0");
        send("123", 3);
        assertThat(attach("all", "all", 0).steps())
                .anyMatch(step -> step.startsWith("add tc filter to can0 egress"))
                .noneMatch(step -> step.contains("vxcan"));
        send("123", 60);
        assertThat(atRest(203).written()).isEqualTo(new Passage(203, 160, Map.of(Loss.NO_BUS, 43L), false));
    }

    /** A stream goes on all the time; candump on the bus is the judge. */
    @Test
    void rulesThatAStrangerFlushesInTheMiddleOfAStreamLoseWhatTheLedgerSays() throws InterruptedException {
        attach("all", "all", 0);
        try (Candump bus = machine.buses().dump("can0")) {
            Thread stream = Thread.ofPlatform()
                    .start(() -> container.run(
                            "cangen", "can0", "-g", "1", "-n", "1500", "-I", "123", "-L", "4", "-D", "i"));
            Await.until(() -> bus.frames().size() > 100, () -> "no stream");
            host("cangw -F");
            Await.until(() -> account().written().lost(Loss.NO_BUS) > 100, () -> "nothing is lost: " + account());
            attach("all", "all", 0);
            stream.join();
            Passage written = atRest(1500).written();
            int seen = onBus(bus);
            assertThat(seen).isEqualTo(written.delivered());
            assertThat(seen + written.lost(Loss.NO_BUS)).isEqualTo(1500);
        }
    }

    @Test
    void whatWasOnTheBusWhileNoRuleLedToTheLaneWasNotRouted() {
        attach("all", "none", 0);
        IntStream.range(0, 5).forEach(_ -> machine.buses().send("can0", "123#01"));
        account();
        host("cangw -F");
        IntStream.range(0, 7).forEach(_ -> machine.buses().send("can0", "123#02"));
        attach("all", "none", 0);
        IntStream.range(0, 2).forEach(_ -> machine.buses().send("can0", "123#03"));
        Await.until(() -> isWhole(account().read()) && account().read().frames() == 14, () -> "" + account());
        assertThat(account().read()).isEqualTo(new Passage(14, 7, Map.of(Loss.UNROUTED, 7L), false));
    }

    @Test
    void totalsGoOnWithAnotherPolicyAndAnotherPair() {
        LaneReport lane = attach("none", "100@1/s,200", 0);
        send("100", 50);
        send("200", 20);
        send("300", 10);
        Passage before = atRest(80).written();
        attach("none", "300", 0);
        send("300", 5);
        send("100", 5);
        Passage then = atRest(90).written();
        assertThat(then.lost(Loss.OVER_RATE)).isEqualTo(before.lost(Loss.OVER_RATE));
        assertThat(then.lost(Loss.DENIED)).isEqualTo(15);
        assertThat(then.delivered()).isEqualTo(before.delivered() + 5);
        host("ip link del " + lane.lane());
        attach("none", "300", 0);
        send("300", 7);
        assertThat(atRest(97).written()).isEqualTo(new Passage(97, then.delivered() + 7, then.lost(), false));
    }

    @Test
    void filtersAndQdiscsOfStrangersStayAsTheyAre() {
        host("tc qdisc add dev can0 clsact");
        host("tc filter add dev can0 egress protocol all prio 1 matchall action continue");
        host("tc filter add dev can0 ingress protocol all prio 7 u32 match u32 0 0 at 0 action ok");
        String before = strangers();
        LaneReport lane = attach("all", "all", 0);
        host("tc filter add dev %s ingress protocol all prio 3 matchall action continue".formatted(lane.lane()));
        assertThat(attach("all", "100", 0).steps()).noneMatch(step -> step.contains("prio 3 "));
        assertThat(Namespace.here().run("tc", "filter", "show", "dev", lane.lane(), "ingress"))
                .contains("pref 3 matchall");
        send("100", 4);
        send("200", 3);
        assertThat(atRest(7).written()).isEqualTo(new Passage(7, 4, Map.of(Loss.DENIED, 3L), false));
        machine.detach(container);
        assertThat(strangers()).isEqualTo(before);
    }

    /** But for a table of u32 that is empty, which the kernel keeps while a clsact has another one. */
    private static String strangers() {
        return Stream.of("qdisc show dev can0", "filter show dev can0 egress", "filter show dev can0 ingress")
                .map(words -> Namespace.here().run(("tc " + words).split(" ")))
                .collect(Collectors.joining("\n"))
                .replaceAll("(?m)^filter protocol all pref 2 u32 chain 0.*$", "")
                .replaceAll("used_hw_stats.*", "")
                .replaceAll("\\s*\n\\s*", "\n")
                .strip();
    }
}
