package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RateLimiter;
import org.buslane.core.policy.RuleSet;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rates of a lane, by frames that arrive and by the kernel's counters. How many pass depends on the time, which is
 * not ours: so at most as many as the rate allows for longer than it took, at least one, and all the others counted.
 */
@OnKernels({"6.1", "6.12"})
class RateHoldsTest {
    private static final int FLOOD = 500;

    private final Machine machine = new Machine();
    private final Namespace container = machine.container();
    private final NetlinkSocket netlink = NetlinkSocket.open();
    private final Traffic traffic = new Traffic(netlink);
    private final long began = System.nanoTime();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
        awaitRates();
        netlink.close();
    }

    private void attach(String read, String write, int perSecond) {
        Policy policy = new Policy(RuleSet.parse(read), RuleSet.parse(write), false);
        machine.attach(container, new LaneTerms(policy, perSecond, true));
    }

    private int lane() {
        return machine.desk().lanes().getFirst().link().map(Link::index).orElseThrow();
    }

    private Crossing crossing(Access access) {
        return Crossing.of(container, lane(), access);
    }

    /** As fast as it goes, for as long as it takes until one passes. */
    private static Count flood(Crossing crossing, int... ids) {
        int[] frames = IntStream.range(0, FLOOD).map(i -> ids[i % ids.length]).toArray();
        Count count = new Count();
        Await.until(
                () -> {
                    count.offered += frames.length;
                    count.passed += crossing.pass(frames, false).length;
                    return count.passed > 0;
                },
                () -> "no frame of %d passes".formatted(count.offered));
        return count;
    }

    private static final class Count {
        private long offered;
        private long passed;
    }

    /** What a bucket lets through at most from {@code start} until now; a second too much. */
    private static long most(int perSecond, long start) {
        return RateLimiter.burst(perSecond) + perSecond * ((System.nanoTime() - start) / 1_000_000_000 + 1);
    }

    private List<InstalledFilter.Known> filters(Access access) {
        return traffic.list(lane(), access == Access.WRITE ? Side.INGRESS : Side.EGRESS).stream()
                .map(InstalledFilter.Known.class::cast)
                .toList();
    }

    private List<InstalledFilter.Known> rated(Access access) {
        return filters(access).stream()
                .filter(filter -> filter.filter().action() instanceof Police)
                .toList();
    }

    private ActionCounters rate(Access access, int perSecond) {
        return filters(access).stream()
                .filter(filter ->
                        filter.filter().action() instanceof Police police && police.framesPerSecond() == perSecond)
                .findFirst()
                .orElseThrow()
                .counters();
    }

    private static void assertHeld(ActionCounters rate, Count count) {
        assertThat(rate.frames()).isEqualTo(count.offered);
        assertThat(rate.overLimit()).isEqualTo(count.offered - count.passed);
        assertThat(rate.drops()).isEqualTo(rate.overLimit());
    }

    /** All rates there are; a rate goes a moment after its filters. */
    private void awaitRates(Long... perSecond) {
        Await.until(
                () -> Arrays.asList(perSecond)
                        .equals(traffic.listPolice().stream()
                                .flatMap(police -> police.police().stream())
                                .map(Police::framesPerSecond)
                                .sorted()
                                .toList()),
                () -> "not %s: %s".formatted(List.of(perSecond), traffic.listPolice()));
    }

    @ParameterizedTest
    @EnumSource
    void aRulePassesItsRateAndAllElseIsCounted(Access access) {
        attach("100-1FF@50/s", "100-1FF@50/s", 0);
        try (Crossing crossing = crossing(access)) {
            Count count = flood(crossing, 0x123);
            assertThat(count.passed).isBetween(1L, most(50, began));
            assertHeld(rate(access, 50), count);
        }
    }

    /** For tc a match of an id is bits in a word: those that tell kinds of frames apart have to be in it. */
    @ParameterizedTest
    @EnumSource
    void aRateIsSpentByTheFramesOfItsRuleAlone(Access access) {
        String rules = "123@5/s,200-2FFr,00000123r";
        attach(rules, rules, 0);
        int[] others = {0x123 | IdWord.EXTENDED, 0x123 | IdWord.EXTENDED | IdWord.REMOTE, 0x200 | IdWord.REMOTE};
        int[] denied = {0x122, 0x123 | IdWord.REMOTE};
        try (Crossing crossing = crossing(access)) {
            assertThat(crossing.pass(others, false)).isEqualTo(others);
            assertThat(crossing.pass(denied, false)).isEmpty();
            assertThat(rate(access, 5)).isEqualTo(ActionCounters.NONE);
            Count count = flood(crossing, 0x123);
            assertHeld(rate(access, 5), count);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRuleHasARateOfItsOwn(Access access) {
        String rules = "100@5/s,200-2FF@7/s,300";
        attach(rules, rules, 0);
        try (Crossing crossing = crossing(access)) {
            Count first = flood(crossing, 0x100);
            Count second = flood(crossing, 0x200, 0x2ff);
            Count free = flood(crossing, 0x300);
            assertThat(first.passed).isBetween(1L, most(5, began));
            assertThat(second.passed).isBetween(1L, most(7, began));
            assertThat(free.passed).isEqualTo(free.offered);
            assertHeld(rate(access, 5), first);
            assertHeld(rate(access, 7), second);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePartsOfARuleHaveOneRateTogether(Access access) {
        attach("101-1FE@5/s", "101-1FE@5/s", 0);
        assertThat(rated(access)).hasSizeGreaterThan(10);
        try (Crossing crossing = crossing(access)) {
            Count count = flood(crossing, IntStream.rangeClosed(0x101, 0x1fe).toArray());
            assertThat(count.passed).isBetween(1L, most(5, began));
            assertThat(rated(access)).allSatisfy(filter -> assertHeld(filter.counters(), count));
            assertThat(rated(access).stream()
                            .map(InstalledFilter.Known::matched)
                            .mapToLong(OptionalLong::orElseThrow)
                            .sum())
                    .isEqualTo(count.offered);
        }
        awaitRates(5L, 5L); // the other way has one of its own
    }

    @Test
    void theLanesRateIsForWhatIsAllowedAndWithinTheRatesOfRules() {
        attach("none", "100-1FF@1000/s,200-2FF", 20);
        try (Crossing crossing = crossing(Access.WRITE)) {
            assertThat(crossing.pass(new int[FLOOD], false)).isEmpty();
            Count count = flood(crossing, 0x123, 0x234, 0x345);
            assertThat(count.passed).isBetween(1L, most(20, began));
            ActionCounters rule = rate(Access.WRITE, 1000);
            ActionCounters whole = rate(Access.WRITE, 20);
            long ofRule = framesOf(0, count);
            assertThat(rule.frames()).isEqualTo(ofRule);
            assertThat(whole.frames()).isEqualTo(ofRule + framesOf(1, count) - rule.overLimit());
            assertThat(count.passed).isEqualTo(whole.frames() - whole.overLimit());
        }
    }

    /** Of three ids in turns. */
    private static long framesOf(int which, Count count) {
        return count.offered / FLOOD * ((FLOOD + 2 - which) / 3);
    }

    @Test
    void anotherRateHoldsAndNothingOfTheOldOneIsLeft() {
        attach("none", "100@50/s,200@7/s", 0);
        try (Crossing crossing = crossing(Access.WRITE)) {
            Count other = flood(crossing, 0x200);
            flood(crossing, 0x100);
            attach("none", "100@10/s,200@7/s", 0);
            awaitRates(7L, 10L);
            assertHeld(rate(Access.WRITE, 7), other);
        }
        try (Crossing crossing = crossing(Access.WRITE)) {
            long again = System.nanoTime();
            Count count = flood(crossing, 0x100);
            assertThat(count.passed).isBetween(1L, most(10, again));
            assertHeld(rate(Access.WRITE, 10), count);
            attach("none", "100,200@7/s", 0);
        }
        awaitRates(7L);
        try (Crossing crossing = crossing(Access.WRITE)) {
            assertThat(crossing.pass(new int[] {0x100, 0x100, 0x100}, false)).hasSize(3);
        }
        assertThat(Stream.of(Namespace.here()
                                .run("tc", "actions", "list", "action", "police")
                                .split("\n", -1))
                        .filter(line -> line.contains("police 0x")))
                .hasSize(1);
    }

    @Test
    void attachingAgainFillsNoBucket() {
        attach("none", "100@5/s", 0);
        try (Crossing crossing = crossing(Access.WRITE)) {
            Count count = flood(crossing, 0x100);
            List<InstalledPolice> before = traffic.listPolice();
            assertThat(machine.attach(container, "none", "100@5/s").steps())
                    .singleElement()
                    .asString()
                    .contains("delete can-gw rule");
            assertThat(traffic.listPolice()).isEqualTo(before);
            assertHeld(rate(Access.WRITE, 5), count);
        }
    }
}
