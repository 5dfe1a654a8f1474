package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Explain;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.buslane.virtual.SteppedCast.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a lane is what {@link Explain} says, in both directions. */
@Timeout(300)
class LanePolicyTest {
    private static final int MOST_RULES = 8;
    private static final int EXTENDED = 2000;
    private static final int BATCH = 64;
    private static final int INNER = 0;
    private static final int OUTER = 1;

    private final Path folder = GatewayFixture.folder();

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder);
    }

    /** A policy, and ids for it: all standard ones, and extended ones near its rules. */
    private record Case(Policy policy, List<Integer> words) {
        @Override
        public String toString() {
            return policy.toString();
        }
    }

    private static Gen<Case> cases() {
        return random -> {
            Policy policy = withoutRates(RuleSets.policies(MOST_RULES).next(random));
            List<Integer> words = new ArrayList<>();
            for (int id = 0; id <= IdWord.STANDARD_MASK; id++) {
                words.add(id);
                words.add(id | IdWord.REMOTE);
            }
            for (int i = 0; i < EXTENDED; i++) {
                RuleSet rules = random.nextBoolean() ? policy.read() : policy.write();
                words.add(RuleSets.wordNear(random, rules) | IdWord.EXTENDED);
            }
            words.add(IdWord.ERROR | 0x40);
            return new Case(policy, List.copyOf(words));
        };
    }

    private static Policy withoutRates(Policy policy) {
        return new Policy(withoutRates(policy.read()), withoutRates(policy.write()), policy.errorFrames());
    }

    private static RuleSet withoutRates(RuleSet rules) {
        return new RuleSet(rules.rules().stream()
                .map(rule -> new Rule(rule.ids(), rule.remote(), 0))
                .toList());
    }

    @Test
    void whatPassesIsWhatExplainSays() {
        Property.holds(6, cases(), one -> {
            try (SteppedCast cast = cast(one.policy, () -> 0)) {
                Actor inner = cast.enter("inner", INNER, can(0));
                Actor outer = cast.enter("outer", OUTER, can(0));
                cast.hearErrors(inner);
                cast.hearErrors(outer);
                assertThat(relay(cast, inner, outer, one.words)).isEqualTo(explained(one, Access.WRITE));
                assertThat(relay(cast, outer, inner, one.words)).isEqualTo(explained(one, Access.READ));
            }
        });
    }

    private SteppedCast cast(Policy policy, LongSupplier monotonic) {
        VirtualConfig config =
                GatewayFixture.config(1, lane("inner", "can0", policy), lane("outer", "can0", Policy.everything()));
        return new SteppedCast(config, folder, monotonic);
    }

    private static List<Integer> relay(SteppedCast cast, Actor from, Actor to, List<Integer> words) {
        List<Integer> heard = new ArrayList<>();
        for (int i = 0; i < words.size(); i += BATCH) {
            words.subList(i, Math.min(words.size(), i + BATCH))
                    .forEach(word -> from.program().send(IdWords.frame(word)));
            cast.serve(from);
            to.program()
                    .drain()
                    .forEach(one -> heard.add(one.frame().orElseThrow().idWord()));
            from.program().drain();
        }
        return heard;
    }

    private static List<Integer> explained(Case one, Access access) {
        return one.words.stream()
                .filter(word -> Explain.of(one.policy, word, access).passes())
                .toList();
    }
}
