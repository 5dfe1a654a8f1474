package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buslane.core.frame.IdWord;
import org.buslane.core.testkit.Allocation;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.junit.jupiter.api.Test;

class MatcherTest {
    @Test
    void theFirstRuleInWrittenOrderDecides() {
        Matcher matcher = new Matcher(RuleSet.parse("200,100-2FF@5/s,allr"));
        assertThat(matcher.match(0x200)).isZero();
        assertThat(matcher.match(0x201)).isEqualTo(1);
        assertThat(matcher.match(0x300)).isEqualTo(2);
        assertThat(matcher.match(0x200 | IdWord.REMOTE)).isEqualTo(2);
    }

    @Test
    void flagsAreNeverMixedUp() {
        Matcher matcher = new Matcher(RuleSet.parse("123,00000456r"));
        assertThat(matcher.match(0x123)).isZero();
        assertThat(matcher.match(0x123 | IdWord.REMOTE)).isEqualTo(-1);
        assertThat(matcher.match(0x123 | IdWord.EXTENDED)).isEqualTo(-1);
        assertThat(matcher.match(0x123 | IdWord.ERROR)).isEqualTo(-1);
        assertThat(matcher.match(0x456 | IdWord.EXTENDED)).isEqualTo(1);
        assertThat(matcher.match(0x456 | IdWord.EXTENDED | IdWord.REMOTE)).isEqualTo(1);
        assertThat(matcher.match(0x456)).isEqualTo(-1);
        assertThat(matcher.match(0x456 | IdWord.EXTENDED | IdWord.ERROR)).isEqualTo(-1);
    }

    @Test
    void noRulesMatchNothing() {
        Matcher matcher = new Matcher(RuleSet.NONE);
        assertThat(matcher.match(0)).isEqualTo(-1);
        assertThat(matcher.match(IdWord.EXTENDED)).isEqualTo(-1);
    }

    @Test
    void aGroupWhateverItsPriorityAndSourceIsFound() {
        Matcher matcher = new Matcher(RuleSet.parse("00FEF100/00FFFF00,00FECA00/00FFFF00"));
        assertThat(matcher.match(0x98fef121)).isZero();
        assertThat(matcher.match(0x8cfeca00)).isEqualTo(1);
        assertThat(matcher.match(0x98fef221)).isEqualTo(-1);
    }

    @Test
    void itEqualsTheSearchRuleByRuleForEveryStandardId() {
        Property.holds(200, new RuleSets(30), rules -> {
            Matcher matcher = new Matcher(rules);
            for (int id = 0; id <= IdWord.STANDARD_MASK; id++) {
                assertEqual(matcher, rules, id);
                assertEqual(matcher, rules, id | IdWord.REMOTE);
            }
        });
    }

    @Test
    void itEqualsTheSearchRuleByRuleForExtendedIdsNearTheRules() {
        Property.holds(200, new RuleSets(60), rules -> {
            Matcher matcher = new Matcher(rules);
            SplittableRandom random = new SplittableRandom(rules.hashCode());
            for (int i = 0; i < 2000; i++) {
                assertEqual(matcher, rules, RuleSets.wordNear(random, rules));
                assertEqual(matcher, rules, random.nextInt());
            }
        });
    }

    @Test
    void hundredsOfRulesOfOneMaskAreOneTable() {
        String text = IntStream.range(0, 600)
                .mapToObj(i -> "%08X/00FFFF00".formatted(i << 8))
                .collect(Collectors.joining(","));
        Matcher matcher = new Matcher(RuleSet.parse(text));
        for (int i = 0; i < 600; i++) {
            assertThat(matcher.match(0x98000055 | i << 8)).isEqualTo(i);
        }
        assertThat(matcher.match(0x98000055 | 600 << 8)).isEqualTo(-1);
    }

    @Test
    void aMatchMakesNoObject() {
        RuleSet rules = new RuleSets(300).next(new SplittableRandom(5));
        Matcher matcher = new Matcher(rules);
        int[] words = new SplittableRandom(6).ints(1000).toArray();
        long[] sum = new long[1];
        assertThat(Allocation.fewestBytes(() -> {
                    for (int word : words) {
                        sum[0] += matcher.match(word);
                    }
                }))
                .isZero();
        assertThat(sum[0]).isNotZero();
    }

    private static void assertEqual(Matcher matcher, RuleSet rules, int idWord) {
        int expected = rules.firstMatch(idWord);
        if (matcher.match(idWord) != expected) {
            assertThat(matcher.match(idWord)).as("id word %08X", idWord).isEqualTo(expected);
        }
    }
}
