package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.buslane.core.frame.IdWord;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200,100-1FF | 123      | 123 is read: read rule 2, 100-1FF, allows it",
                "123@50/s    | 123      | '123 is read: read rule 1, 123@50/s, allows it, at most 50 a second and 5 at once'",
                "none        | 123      | 123 is not read: there are no read rules",
                "124,125     | 123      | 123 is not read: no read rule names it",
                "all         | 40000123 | remote frame 123 is not read: read rule 1, all, is for data frames only; an r behind the ids would include remote frames",
                "123         | 80000123 | 00000123 is not read: read rule 1, 123, names the standard id of that number",
                "00000123    | 123      | 123 is not read: read rule 1, 00000123, names the extended id of that number",
                "123         | 80000923 | 00000923 is not read: no read rule names it",
                "allr        | 20000004 | error frame 20000004 is not read: error frames pass only on request",
            })
    void oneSentenceTellsWhatAndWhy(String rules, String word, String sentence) {
        Policy policy = new Policy(RuleSet.parse(rules), RuleSet.NONE, false);
        assertThat(Explain.of(policy, Integer.parseUnsignedInt(word, 16), Access.READ))
                .hasToString(sentence);
    }

    @Test
    void whereNothingIsSaidAllDataIsReadAndNothingWritten() {
        Policy policy = Policy.readOnly();
        assertThat(Explain.of(policy, 0x123, Access.READ).passes()).isTrue();
        assertThat(Explain.of(policy, IdWord.EXTENDED | 0x123, Access.READ).passes())
                .isTrue();
        assertThat(Explain.of(policy, IdWord.REMOTE | 0x123, Access.READ).passes())
                .isFalse();
        assertThat(Explain.of(policy, IdWord.ERROR | 4, Access.READ).passes()).isFalse();
        assertThat(Explain.of(policy, 0x123, Access.WRITE)).hasToString("123 is not written: there are no write rules");
    }

    @Test
    void anFdFrameNeedsALaneWithFd() {
        Policy policy = new Policy(RuleSet.parse("100-1FF"), RuleSet.NONE, false);
        assertThat(Explain.ofFd(policy, 0x123, Access.READ, true))
                .hasToString("FD frame 123 is read: read rule 1, 100-1FF, allows it");
        assertThat(Explain.ofFd(policy, 0x123, Access.READ, false))
                .hasToString("FD frame 123 is not read: the lane has no FD")
                .returns(false, Explain::passes);
        assertThat(Explain.ofFd(policy, 0x123, Access.WRITE, true))
                .hasToString("FD frame 123 is not written: there are no write rules");
    }

    @Test
    void thereIsNoRemoteFdFrame() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explain.ofFd(Policy.everything(), IdWord.REMOTE | 0x123, Access.READ, true))
                .withMessage("a remote frame 123 cannot be an FD frame");
    }

    @Test
    void everythingIsEverything() {
        Policy policy = Policy.everything();
        for (Access access : Access.values()) {
            assertThat(Explain.of(policy, IdWord.REMOTE | 0x123, access).passes())
                    .isTrue();
            assertThat(Explain.of(policy, IdWord.ERROR | 4, access).passes()).isTrue();
        }
    }

    @Test
    void whoMayNotWriteEverythingMayNotForgeErrorFrames() {
        Policy policy = new Policy(RuleSet.parse("allr"), RuleSet.parse("123,all"), true);
        assertThat(Explain.of(policy, IdWord.ERROR | 4, Access.READ))
                .hasToString("error frame 20000004 is read: the policy includes error frames");
        assertThat(Explain.of(policy, IdWord.ERROR | 4, Access.WRITE))
                .hasToString("error frame 20000004 is not written: writing error frames takes the write rule allr");
    }

    @Test
    void whatIsExplainedIsWhatTheMatcherDoes() {
        Property.holds(200, RuleSets.policies(20), policy -> {
            SplittableRandom random = new SplittableRandom(policy.hashCode());
            for (Access access : Access.values()) {
                RuleSet rules = policy.rules(access);
                Matcher matcher = new Matcher(rules);
                for (int i = 0; i < 100; i++) {
                    int word = random.nextBoolean() ? RuleSets.wordNear(random, rules) : random.nextInt();
                    Explain explain = Explain.of(policy, word, access);
                    assertThat(explain.rule()).isEqualTo(matcher.match(word));
                    assertThat(explain.passes())
                            .isEqualTo(
                                    IdWord.isError(word)
                                            ? policy.passesErrors(access)
                                            : matcher.match(word) != Matcher.NO_RULE);
                    assertThat(explain.sentence()).isNotBlank().doesNotContain("\n");
                }
            }
        });
    }
}
