package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RateLimiter;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.RuleSets;
import org.buslane.virtual.SteppedCast.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a lane with rates is what {@link RateLimiter} says, by a clock of the test's. */
@Timeout(300)
class LaneRateTest {
    private static final int INNER = 0;
    private static final int OUTER = 1;

    private final Path folder = GatewayFixture.folder();

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder);
    }

    /** A frame of one id at one time. */
    private record Moment(long nanos, int word) {}

    private record Rates(RuleSet rules, List<Moment> moments) {}

    private static final Gen<Rates> RATES = random -> {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Rule any = RuleSets.rule(random);
            rules.add(new Rule(any.ids(), any.remote(), Gen.oneOf(random, 0, 1, 10, 100, 1000)));
        }
        RuleSet set = new RuleSet(rules);
        List<Moment> moments = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < 1000; i++) {
            nanos += random.nextInt(8) == 0 ? random.nextLong(2_000_000_000L) : random.nextLong(3_000_000L);
            moments.add(new Moment(nanos, word(random, set)));
        }
        return new Rates(set, List.copyOf(moments));
    };

    /** Few different ids, so that they come often. */
    private static int word(RandomGenerator random, RuleSet rules) {
        return RuleSets.wordNear(new SplittableRandom(random.nextInt(5)), rules);
    }

    private SteppedCast cast(Policy policy, LongSupplier monotonic) {
        VirtualConfig config =
                GatewayFixture.config(1, lane("inner", "can0", policy), lane("outer", "can0", Policy.everything()));
        return new SteppedCast(config, folder, monotonic);
    }

    /** Two programs of a lane write in turn: the rate is the lane's. */
    @Test
    void aLaneWritesNoMoreThanItsRates() {
        Property.holds(10, RATES, rates -> {
            long[] now = {0};
            try (SteppedCast cast = cast(new Policy(RuleSet.NONE, rates.rules, false), () -> now[0])) {
                List<Actor> writers = List.of(cast.enter("inner", INNER, can(0)), cast.enter("inner", INNER, can(0)));
                Actor reader = cast.enter("outer", OUTER, can(0));
                List<Integer> heard = new ArrayList<>();
                for (int i = 0; i < rates.moments.size(); i++) {
                    now[0] = rates.moments.get(i).nanos;
                    Actor writer = writers.get(i % 2);
                    writer.program().send(IdWords.frame(rates.moments.get(i).word));
                    cast.serve(writer);
                    reader.program()
                            .drain()
                            .forEach(one -> heard.add(one.frame().orElseThrow().idWord()));
                    writers.forEach(actor -> actor.program().drain());
                }
                assertThat(heard).isEqualTo(limited(rates));
                check(cast.gateway().lane("inner").written(), rates);
            }
        });
    }

    /** Two programs of a lane read: what one hears, the other hears, and it is counted against the rate once. */
    @Test
    void aLaneReadsNoMoreThanItsRates() {
        Property.holds(10, RATES, rates -> {
            long[] now = {0};
            try (SteppedCast cast = cast(new Policy(rates.rules, RuleSet.NONE, false), () -> now[0])) {
                List<Actor> readers = List.of(cast.enter("inner", INNER, can(0)), cast.enter("inner", INNER, can(0)));
                Actor writer = cast.enter("outer", OUTER, can(0));
                List<Integer> first = new ArrayList<>();
                List<Integer> second = new ArrayList<>();
                for (Moment moment : rates.moments) {
                    now[0] = moment.nanos;
                    writer.program().send(IdWords.frame(moment.word));
                    cast.serve(writer);
                    readers.get(0)
                            .program()
                            .drain()
                            .forEach(one -> first.add(one.frame().orElseThrow().idWord()));
                    readers.get(1)
                            .program()
                            .drain()
                            .forEach(one -> second.add(one.frame().orElseThrow().idWord()));
                }
                assertThat(first).isEqualTo(limited(rates));
                assertThat(second).isEqualTo(first);
                check(readers.get(0).connection().slot().read().account(), rates);
                check(readers.get(1).connection().slot().read().account(), rates);
            }
        });
    }

    private static List<Integer> limited(Rates rates) {
        RateLimiter limiter = new RateLimiter(rates.rules, 0);
        List<Integer> passing = new ArrayList<>();
        for (Moment moment : rates.moments) {
            int rule = rates.rules.firstMatch(moment.word);
            if (rule >= 0 && limiter.take(rule, moment.nanos)) {
                passing.add(moment.word);
            }
        }
        return passing;
    }

    private static void check(Account account, Rates rates) {
        long denied = rates.moments.stream()
                .filter(moment -> rates.rules.firstMatch(moment.word) < 0)
                .count();
        assertThat(account.in()).isEqualTo(rates.moments.size());
        assertThat(account.delivered()).isEqualTo(limited(rates).size());
        assertThat(account.dropped(DropReason.DENIED)).isEqualTo(denied);
        assertThat(account.isBalanced()).isTrue();
    }
}
