package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100-1FF                | 100:C0000700",
                "7E8                    | 7E8:C00007FF",
                "18DAF110/1FFFFF00      | 98DAF100:DFFFFF00",
                "00FEF100/00FFFF00      | 80FEF100:C0FFFF00",
                "200r                   | 200:800007FF",
                "all                    | 0:40000000",
                "allr                   | 0:0",
                "none                   | ''",
                "100-1FF,180-280        | 100:C0000700 200:C0000780 280:C00007FF",
                "000-3FF,400-7FF        | 0:C0000000",
                "000-7FF,00000000-1FFFFFFF | 0:40000000",
                "100-1FF,100-17Fr       | 100:C0000700 40000100:C0000780",
                "all,7DFr               | 0:40000000 400007DF:C00007FF",
                "123,00000123           | 123:C00007FF 80000123:DFFFFFFF",
                "005/00F,0A0/0F0        | 5:C000008F 85:C00000EF A0:C00000F0 B5:C00000FF C5:C00000CF",
            })
    void rulesBecomeTheseParts(String rules, String parts) {
        assertThat(text(Cover.of(RuleSet.parse(rules)))).isEqualTo(parts);
    }

    @Test
    void aRuleWithARateKeepsPartsOfItsOwn() {
        assertThat(Cover.of(RuleSet.parse("180@50/s,180-183,100-17F,10000000r@7/s"))
                        .parts())
                .containsExactly(
                        new Part(0x100, 0xC0000780, Part.UNLIMITED),
                        new Part(0x180, 0xC00007FF, 0),
                        new Part(0x181, 0xC00007FF, Part.UNLIMITED),
                        new Part(0x182, 0xC00007FE, Part.UNLIMITED),
                        new Part(0x90000000, 0x9FFFFFFF, 3));
    }

    @Test
    void aFrameOverARateDoesNotGetThroughByALaterRule() {
        Cover cover = Cover.of(RuleSet.parse("100-1FF@50/s,180-280"));
        assertThat(text(cover)).isEqualTo("100:C0000700 200:C0000780 280:C00007FF");
        assertThat(cover.find(0x180))
                .hasValueSatisfying(part -> assertThat(part.rule()).isZero());
    }

    @Test
    void itLetsThroughWhatTheRulesDoAndKnowsWhoseRateHolds() {
        Property.holds(60, new RuleSets(12), rules -> {
            Cover cover = Cover.of(rules, NO_LIMIT);
            Matcher matcher = new Matcher(rules);
            tried(rules).forEach(word -> {
                int rule = rules.firstMatch(word);
                assertSame(word, rule, matcher.match(word));
                assertSame(word, rule < 0 ? 0 : 1, (int) cover.parts().stream()
                        .filter(part -> part.matches(word))
                        .count());
                assertSame(
                        word,
                        rule < 0 || rules.rules().get(rule).perSecond() == 0 ? Part.UNLIMITED : rule,
                        cover.find(word).map(Part::rule).orElse(Part.UNLIMITED));
            });
        });
    }

    @Test
    void whatIsExplainedIsWhatIsCovered() {
        Property.holds(10, RuleSets.policies(12), policy -> {
            for (Access access : Access.values()) {
                Cover cover = Cover.of(policy.rules(access), NO_LIMIT);
                tried(policy.rules(access))
                        .forEach(word -> assertThat(
                                        Explain.of(policy, word, access).passes())
                                .as("id word %08X", word)
                                .isEqualTo(cover.find(word).isPresent()));
            }
        });
    }

    @Test
    void noTwoPartsMeet() {
        Property.holds(200, new RuleSets(12), rules -> assertDisjoint(Cover.of(rules, NO_LIMIT)));
    }

    @Test
    void noErrorFrameIsInAPart() {
        for (Part part : Cover.of(RuleSet.parse("allr")).parts()) {
            assertThat(part.matches(IdWord.ERROR | 4)).isFalse();
        }
        assertThat(Cover.of(RuleSet.parse("allr")).find(IdWord.ERROR | 4)).isEmpty();
    }

    @Test
    void onlyAPartOfEverythingIsOfBothLengthsOfIds() {
        Property.holds(200, new RuleSets(12), rules -> {
            for (Part part : Cover.of(rules, NO_LIMIT).parts()) {
                if ((part.mask() & IdWord.EXTENDED) == 0) {
                    assertThat(part.mask() & ~IdWord.REMOTE).as(part.toString()).isZero();
                } else if (!IdWord.isExtended(part.id())) {
                    assertThat(part.mask() & IdWord.EXTENDED_MASK & ~IdWord.STANDARD_MASK)
                            .as(part.toString())
                            .isZero();
                }
            }
        });
    }

    @Test
    void itHasNeverMoreThanAPrefixCover() {
        Property.holds(
                200,
                prefixable(),
                rules -> assertThat(Cover.of(rules, NO_LIMIT).parts().size())
                        .isLessThanOrEqualTo(PrefixCover.size(rules)));
    }

    @Test
    void whatTwoLanesShareIsWhatOneWritesAndTheOtherReads() {
        Property.holds(60, RuleSets.policies(8), policy -> {
            Cover written = Cover.of(policy.write(), NO_LIMIT);
            Cover read = Cover.of(policy.read(), NO_LIMIT);
            Cover shared = Cover.intersect(written, read, NO_LIMIT);
            assertDisjoint(shared);
            IntStream.concat(tried(policy.write()), Words.edges(policy.read()))
                    .forEach(word -> assertSame(
                            word,
                            policy.write().firstMatch(word) >= 0
                                            && policy.read().firstMatch(word) >= 0
                                    ? 1
                                    : 0,
                            shared.find(word).isPresent() ? 1 : 0));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100-1FF         | all     | 100:C0000700",
                "100-1FF         | 180-280 | 180:C0000780",
                "100,101         | 100@5/s,101@6/s | 100:C00007FE",
                "allr            | all     | 0:40000000",
                "allr            | none    | ''",
                "all             | 7DFr    | 7DF:C00007FF",
            })
    void whatIsSharedRunsTogetherWhateverItsRates(String written, String read, String parts) {
        assertThat(text(Cover.intersect(Cover.of(RuleSet.parse(written)), Cover.of(RuleSet.parse(read)))))
                .isEqualTo(parts);
    }

    private static IntStream tried(RuleSet rules) {
        SplittableRandom random = new SplittableRandom(rules.hashCode());
        return IntStream.concat(
                Words.everyStandard(), IntStream.concat(Words.edges(rules), Words.random(random, 10_000)));
    }

    /** Rules that {@link PrefixCover} can count: no masks of extended ids, which may take millions. */
    private static Gen<RuleSet> prefixable() {
        return new RuleSets(40)
                .map(set -> new RuleSet(set.rules().stream()
                        .filter(rule -> !(rule.ids() instanceof IdSet.Masked(ArbitrationId id, int _) && id.extended()))
                        .toList()));
    }

    private static void assertDisjoint(Cover cover) {
        List<Part> parts = cover.parts();
        for (int i = 0; i < parts.size(); i++) {
            for (Part other : parts.subList(0, i)) {
                if (parts.get(i).meets(other)) {
                    throw new AssertionError("%s meets %s".formatted(parts.get(i), other));
                }
            }
        }
    }

    private static void assertSame(int word, int expected, int actual) {
        if (expected != actual) {
            assertThat(actual).as("id word %08X", word).isEqualTo(expected);
        }
    }

    private static String text(Cover cover) {
        return cover.parts().stream().map(Part::toString).collect(Collectors.joining(" "));
    }
}
