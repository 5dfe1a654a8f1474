package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.buslane.core.testkit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
    private static final List<String> PIECES = List.of(
            "123",
            "7FF",
            "800",
            "12345678",
            "20000000",
            "-",
            "/",
            "r",
            "@",
            "/s",
            "@5/s",
            ",",
            " ",
            "all",
            "none",
            "a",
            "0",
            "99999999");

    @Test
    void everyFormOfRuleIsRead() {
        ArbitrationId id = ArbitrationId.standard(0x123);
        ArbitrationId group = ArbitrationId.extended(0x18fef100);
        assertThat(RuleSet.parse("123,100-1FFr,18FEF100/1FFFFF00@50/s,allr@7/s"))
                .isEqualTo(RuleSet.of(
                        Rule.of(id),
                        new Rule(
                                new IdSet.Range(ArbitrationId.standard(0x100), ArbitrationId.standard(0x1ff)), true, 0),
                        new Rule(new IdSet.Masked(group, 0x1fffff00), false, 50),
                        new Rule(new IdSet.All(), true, 7)));
        assertThat(RuleSet.parse("all")).isEqualTo(RuleSet.of(Rule.ALL));
        assertThat(RuleSet.parse("allr")).isEqualTo(RuleSet.of(Rule.ALL_WITH_REMOTE));
        assertThat(RuleSet.parse("none")).isEqualTo(RuleSet.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' 123 ,\t7bc '|123,7BC",
                "123-123|123",
                "12f/7f0|120/7F0",
                "00000123|00000123",
                "' none '|none",
            })
    void otherSpellingsComeOutCanonical(String text, String printed) {
        assertThat(RuleSet.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|column 1: expected a rule, such as 123, 100-1FF, 120/7F0, all or none",
                "123,|column 5: expected a rule, such as 123, 100-1FF, 120/7F0, all or none",
                "123, 12G|rule \"12G\", column 6: an id has 3 hex digits, or 8 if extended, not 2",
                "x|rule \"x\", column 1: expected an id of 3 or 8 hex digits, not 'x'",
                "123456789|rule \"123456789\", column 1: an id has 3 hex digits, or 8 if extended, not more than 8",
                "800|rule \"800\", column 1: 800 is beyond 7FF",
                "20000000|rule \"20000000\", column 1: 20000000 is beyond 1FFFFFFF",
                "123/800|rule \"123/800\", column 5: 800 is beyond 7FF",
                "123/|rule \"123/\", column 5: expected a mask of 3 or 8 hex digits, not its end",
                "100-0000001F|rule \"100-0000001F\", column 5: 100 has 3 digits, so this has too",
                "00000100/7FF|rule \"00000100/7FF\", column 10: 00000100 has 8 digits, so this has too",
                "200-100|rule \"200-100\", column 1: the range ends before it begins",
                "123R|rule \"123R\", column 4: unexpected 'R'",
                "123@50/sr|rule \"123@50/sr\", column 9: unexpected 'r'",
                "123@0/s|rule \"123@0/s\", column 5: a rate is 1 to 1000000 a second, written as in 123@50/s",
                "123@50|rule \"123@50\", column 5: a rate is 1 to 1000000 a second, written as in 123@50/s",
                "123@1000001/s|rule \"123@1000001/s\", column 5: a rate is 1 to 1000000 a second, written as in 123@50/s",
                "123,none|rule \"none\", column 5: none stands alone or not at all",
            })
    void aWrongRuleIsNamedWithItsColumn(String text, String sentence) {
        assertThatThrownBy(() -> RuleSet.parse(text))
                .isInstanceOf(BadRuleException.class)
                .hasMessage(sentence);
    }

    @Test
    void tooManyRulesAreRefused() {
        assertThat(RuleSet.parse(String.join(",", Collections.nCopies(4096, "123")))
                        .rules())
                .hasSize(4096);
        assertThatThrownBy(() -> RuleSet.parse(String.join(",", Collections.nCopies(4097, "123"))))
                .isInstanceOf(BadRuleException.class)
                .hasMessage("column 16385: more than 4096 rules");
    }

    @Test
    void impossibleRulesCannotBeMade() {
        ArbitrationId low = ArbitrationId.standard(1);
        ArbitrationId high = ArbitrationId.standard(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new IdSet.Range(high, low));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdSet.Range(low, ArbitrationId.extended(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdSet.Masked(low, 0x800));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(new IdSet.All(), false, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80000123, 0x40000123, 0x20000123, 0xe0000123, 0x80000000 | 0x18fef123})
    void aStandardIdMatchesNothingWithOtherFlags(int idWord) {
        assertThat(RuleSet.parse("123").firstMatch(idWord)).isEqualTo(-1);
        assertThat(RuleSet.parse("123").firstMatch(0x123)).isZero();
    }

    @Test
    void errorFramesMatchNoRule() {
        assertThat(RuleSet.parse("allr").firstMatch(0x20000004)).isEqualTo(-1);
    }

    @Test
    void everyListComesBackAsItWas() {
        Property.holds(
                new RuleSets(20),
                rules -> assertThat(RuleSet.parse(rules.toString())).isEqualTo(rules));
    }

    @Test
    void anyTextIsAListOrTheOneException() {
        Property.holds(5000, new Texts(PIECES, 8), text -> {
            try {
                RuleSet rules = RuleSet.parse(text);
                assertThat(RuleSet.parse(rules.toString())).isEqualTo(rules);
            } catch (BadRuleException e) {
                assertThat(e.column()).isBetween(1, text.length() + 1);
            }
        });
    }
}
