package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of rules that would take too many parts, or too long. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoverLimitTest {
    private static final long SEED = 11;

    @Test
    void rulesThatTakeTooManyPartsAreRefusedWithTheWorstOfThem() {
        RuleSet rules = RuleSet.parse("100@5/s,all@7/s");
        assertThat(Cover.of(rules, 13).parts()).hasSize(13);
        assertThatThrownBy(() -> Cover.of(rules, 12))
                .isInstanceOf(CoverTooLargeException.class)
                .hasMessage("2 rules take 13 parts, at most 12 are possible: rule 2, all@7/s, takes 12");
    }

    @Test
    void thousandsOfRulesThatRunTogetherAreFew() {
        RuleSet everyId = RuleSet.parse(
                IntStream.rangeClosed(0, 0x7ff).mapToObj("%03X"::formatted).collect(Collectors.joining(",")));
        assertThat(Cover.of(everyId).parts()).containsExactly(new Part(0, 0xC0000000, Part.UNLIMITED));
    }

    @Test
    void thousandsOfRangesAreNotTooMuch() {
        SplittableRandom random = new SplittableRandom(SEED);
        Cover cover = Cover.of(rules(4096, _ -> {
            int a = extendedId(random);
            int b = extendedId(random);
            return new IdSet.Range(ArbitrationId.extended(Math.min(a, b)), ArbitrationId.extended(Math.max(a, b)));
        }));
        assertThat(cover.parts()).hasSizeBetween(1, 56);
    }

    @Test
    void thousandsOfMasksOfFewBitsAreNotTooMuch() {
        SplittableRandom random = new SplittableRandom(SEED);
        assertThat(Cover.of(rules(4096, _ -> masked(random, 0x11111111))).parts())
                .containsExactly(new Part(IdWord.EXTENDED, IdWord.EXTENDED, Part.UNLIMITED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thousandsOfMasksWithHolesAreRefused(boolean rates) {
        SplittableRandom random = new SplittableRandom(SEED);
        Stream.<IntFunction<IdSet>>of(
                        _ -> masked(random, extendedId(random)),
                        _ -> masked(random, extendedId(random) | 0x10f0f0f0),
                        i -> masked(random, IdWord.EXTENDED_MASK & ~(1 << i % 29)))
                .map(form -> rules(4096, form, rates))
                .forEach(rules -> assertThatThrownBy(() -> Cover.of(rules))
                        .as(rules.rules().getFirst().toString())
                        .isInstanceOf(CoverTooLargeException.class)
                        .hasMessageMatching("4096 rules (take \\d+ parts, at most 512 are possible: .* takes \\d+"
                                + "|take too much work to keep apart in at most 512 parts: .* overlaps \\d+ others)"));
    }

    @Test
    void thousandsOfRangesWithRatesAreRefusedWithTheirNumberOfParts() {
        int width = 1 << 17;
        RuleSet rules = rules(
                4096,
                i -> new IdSet.Range(
                        ArbitrationId.extended(i * width + 1), ArbitrationId.extended((i + 1) * width - 2)),
                true);
        assertThatThrownBy(() -> Cover.of(rules))
                .hasMessage("4096 rules take 131072 parts, at most 512 are possible:"
                        + " rule 1, 00000001-0001FFFEr@1/s, takes 32");
    }

    @Test
    void lanesThatShareTooMuchAreRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        Cover written = Cover.of(rules(20, _ -> one(extendedId(random)), true));
        Cover read = Cover.of(RuleSet.of(Rule.ALL));
        assertThat(written.parts()).hasSize(20);
        assertThat(Cover.intersect(written, read, 20).parts()).hasSize(20);
        assertThatThrownBy(() -> Cover.intersect(written, read, 19))
                .isInstanceOf(CoverTooLargeException.class)
                .hasMessage("20 parts that are written and 1 that are read have more than 19 in common");
    }

    private static IdSet one(int id) {
        return new IdSet.Range(ArbitrationId.extended(id), ArbitrationId.extended(id));
    }

    private static IdSet masked(SplittableRandom random, int mask) {
        return new IdSet.Masked(ArbitrationId.extended(extendedId(random)), mask & IdWord.EXTENDED_MASK);
    }

    private static int extendedId(SplittableRandom random) {
        return random.nextInt(IdWord.EXTENDED_MASK + 1);
    }

    private static RuleSet rules(int count, IntFunction<IdSet> form) {
        return rules(count, form, false);
    }

    private static RuleSet rules(int count, IntFunction<IdSet> form, boolean rates) {
        return new RuleSet(IntStream.range(0, count)
                .mapToObj(i -> new Rule(form.apply(i), i % 2 == 0, rates ? i + 1 : 0))
                .toList());
    }
}
