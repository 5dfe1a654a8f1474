package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Explain;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.IdSet;
import org.buslane.core.policy.Matcher;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.node.lanes.LaneExplanation;
import org.buslane.node.lanes.LaneReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A lane's policy by frames: every standard id as data and as remote frame, extended ones at the edges of rules and at
 * random, classic and CAN FD, both ways. What gets through is what {@link Explain} says, what the gate of virtual buses
 * lets pass, and what {@code explain} says of the lane.
 */
@OnKernels({"6.1", "6.12"})
class PolicyHoldsTest {
    private static final int RANDOM_IDS = 10_000;

    /** Each asks the kernel for all its links and rules. */
    private static final int EXPLAINED = 12;

    private final Machine machine = new Machine();

    @AfterEach
    void nothingIsLeft() {
        machine.close();
    }

    /** A rate of a million is kept by whoever sends here, but its frames are policed and its parts are its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100-1FF,180-280 | 123,456r",
                "allr | none",
                "00FEF100/00FFFF00,18DA0000-18DAFFFFr,005/00F,0A0/0F0r | 001-7FEr,100@1000000/s,00000001-1FFFFFFE",
                "7DF@1000000/s,7E8-7EFr@1000000/s,00000000-000007FFr | all,7DFr",
            })
    void whatGetsThroughIsWhatThePolicySays(String read, String write) {
        long seed = new SplittableRandom().nextLong();
        holds(RuleSet.parse(read), RuleSet.parse(write), new SplittableRandom(seed), "ids of seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void whatGetsThroughIsWhatARandomPolicySays(int rules) {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        holds(rules(rules, random), rules(rules, random), random, "%d rules of seed %d".formatted(rules, seed));
    }

    private static RuleSet rules(int count, RandomGenerator random) {
        return RuleSet.parse(Stream.generate(() -> rule(random)).limit(count).collect(Collectors.joining(",")));
    }

    private static String rule(RandomGenerator random) {
        boolean extended = random.nextBoolean();
        int width = extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        int id = random.nextInt(width + 1);
        String form = extended ? "%08X" : "%03X";
        String ids = switch (random.nextInt(3)) {
            case 0 -> form.formatted(id);
            case 1 -> (form + "-" + form).formatted(id, id + random.nextInt(width - id + 1));
            default -> (form + "/" + form).formatted(id, width & ~(0xF0 << random.nextInt(8)));
        };
        return ids + (random.nextBoolean() ? "r" : "");
    }

    private void holds(RuleSet read, RuleSet write, RandomGenerator random, String what) {
        Namespace container = machine.container();
        Policy policy = new Policy(read, write, false);
        LaneReport lane = machine.attach(container, new LaneTerms(policy));
        for (Access access : Access.values()) {
            int[] ids = ids(policy.rules(access), random);
            int[] remote = IntStream.of(ids).map(word -> word | IdWord.REMOTE).toArray();
            try (Crossing crossing = Crossing.of(container, index(lane), access)) {
                String which = "%s, %s %s".formatted(what, access, policy.rules(access));
                Way way = new Way(lane.lane(), policy, access, crossing);
                holds(way, ids, false, which);
                holds(way, remote, false, which + ", remote");
                holds(way, ids, true, which + ", FD");
                assertThat(crossing.dropped()).isZero();
            }
        }
    }

    private record Way(String lane, Policy policy, Access access, Crossing crossing) {}

    private void holds(Way way, int[] words, boolean fd, String what) {
        int[] arrived = way.crossing().pass(words, fd);
        assertThat(arrived).as(what).isEqualTo(explained(way, words, fd));
        assertThat(arrived).as(what).isEqualTo(matched(way, words));
        assertThat(arrived).as(what).isEqualTo(judged(way, words, fd));
        for (int i = 0; i < words.length; i += words.length / EXPLAINED) {
            int word = words[i];
            LaneExplanation explanation = explain(way, word, fd);
            assertThat(explanation.isKept())
                    .as("%s: %s", what, explanation.lines())
                    .isTrue();
            assertThat(explanation.passes())
                    .as("%s: %s", what, explanation.sentence())
                    .isEqualTo(IntStream.of(arrived).anyMatch(each -> each == word));
        }
    }

    private static int[] explained(Way way, int[] words, boolean fd) {
        return IntStream.of(words)
                .filter(word -> (fd
                                ? Explain.ofFd(way.policy(), word, way.access(), true)
                                : Explain.of(way.policy(), word, way.access()))
                        .passes())
                .toArray();
    }

    private static int[] matched(Way way, int[] words) {
        Matcher matcher = new Matcher(way.policy().rules(way.access()));
        return IntStream.of(words)
                .filter(word -> matcher.match(word) != Matcher.NO_RULE)
                .toArray();
    }

    /** At a frame in a millisecond. */
    private static int[] judged(Way way, int[] words, boolean fd) {
        Gate gate = new Gate(way.policy(), way.access(), 0);
        IntStream.Builder passed = IntStream.builder();
        try (WordBatch batch = new WordBatch()) {
            for (int at = 0; at < words.length; at += FrameBatch.CAPACITY) {
                batch.clear();
                for (int i = at; i < Math.min(words.length, at + FrameBatch.CAPACITY); i++) {
                    batch.add(words[i], fd);
                }
                for (int i = 0; i < batch.frames().count(); i++) {
                    if (gate.judge(batch.frames(), i, (at + i) * 1_000_000L) == Gate.Verdict.PASS) {
                        passed.add(words[at + i]);
                    }
                }
            }
        }
        return passed.build().toArray();
    }

    private LaneExplanation explain(Way way, int word, boolean fd) {
        return machine.desk().explain(way.lane(), new LaneExplanation.Question(word, fd)).stream()
                .filter(each -> each.access() == way.access())
                .findFirst()
                .orElseThrow();
    }

    /** All standard ids; of the extended ones the edges of rules, those of standard rules as well, and random ones. */
    private static int[] ids(RuleSet rules, RandomGenerator random) {
        IntStream extended = IntStream.concat(
                rules.rules().stream()
                        .flatMapToInt(PolicyHoldsTest::edges)
                        .flatMap(id -> IntStream.of(id - 1, id, id + 1)),
                random.ints(RANDOM_IDS));
        return IntStream.concat(
                        IntStream.rangeClosed(0, IdWord.STANDARD_MASK),
                        extended.map(id -> (id & IdWord.EXTENDED_MASK) | IdWord.EXTENDED))
                .toArray();
    }

    private static IntStream edges(Rule rule) {
        return switch (rule.ids()) {
            case IdSet.All _ -> IntStream.of(0);
            case IdSet.Range range ->
                IntStream.of(range.first().value(), range.last().value());
            case IdSet.Masked masked ->
                IntStream.of(masked.id().value(), masked.id().value() | ~masked.mask());
        };
    }

    @Test
    void ofALaneWithoutFdNoFdFrameGetsThroughWhateverItsPolicySays() {
        Namespace container = machine.container();
        Policy policy = new Policy(RuleSet.parse("allr"), RuleSet.NONE, false);
        LaneReport lane = machine.attach(container, new LaneTerms(policy, 0, false));
        int[] words = ids(policy.read(), new SplittableRandom(1));
        try (Crossing crossing = Crossing.of(container, index(lane), Access.READ)) {
            Way way = new Way(lane.lane(), policy, Access.READ, crossing);
            assertThat(crossing.pass(words, true)).isEmpty();
            assertThat(crossing.pass(words, false)).isEqualTo(words);
            assertThat(explain(way, words[0], true).passes()).isFalse();
            assertThat(explain(way, words[0], true).isKept()).isTrue();
        }
    }

    private int index(LaneReport lane) {
        return machine.desk().lanes().stream()
                .filter(view -> view.lane().text().equals(lane.lane()))
                .findFirst()
                .flatMap(view -> view.link())
                .orElseThrow()
                .index();
    }
}
