package org.buslane.node.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private final List<String> journal = new ArrayList<>();
    private long now;
    private int attempts;
    private Supplier<List<String>> repair = () -> {
        throw new NodeException("there is no bus can0");
    };
    private final Upkeep upkeep = new Upkeep(() -> now, journal::add);

    private final Duty duty = new Duty() {
        @Override
        public String subject() {
            return "the lanes";
        }

        @Override
        public void pass(Upkeep each) {
            each.keep("can0 of seat", () -> {
                attempts++;
                return repair.get();
            });
        }
    };

    private void pass(boolean all, String... causes) {
        upkeep.pass(List.of(duty), List.of(causes), all);
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void whatWasDoneIsInTheJournalWithItsCause() {
        repair = () -> List.of("add a rule", "set it up");
        pass(true, "can0 appeared", "can0 went up");
        assertThat(journal)
                .containsExactly(
                        "can0 of seat: add a rule (can0 appeared; can0 went up)",
                        "can0 of seat: set it up (can0 appeared; can0 went up)");
        assertThat(upkeep.troubles()).isEmpty();
    }

    @Test
    void whatFailsIsSaidOnceAndTriedLessAndLessOften() {
        pass(true, "at the start");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long due = upkeep.due(now + TimeUnit.SECONDS.toNanos(100));
            pauses.add(TimeUnit.NANOSECONDS.toMillis(due - now));
            now = due;
            pass(false);
        }
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 800L);
        assertThat(attempts).isEqualTo(6);
        assertThat(journal)
                .containsExactly("can0 of seat: cannot be as it should: there is no bus can0 (at the start)");
        assertThat(upkeep.troubles()).containsExactly(new Trouble("can0 of seat", "there is no bus can0", 6, 2300));
    }

    @Test
    void afterAMinuteItIsTriedEveryFewSeconds() {
        pass(true);
        after(61_000);
        pass(false);
        assertThat(TimeUnit.NANOSECONDS.toMillis(upkeep.due(Long.MAX_VALUE) - now))
                .isEqualTo(5000);
    }

    @Test
    void anEventHasItTriedAtOnce() {
        pass(true);
        pass(false);
        assertThat(attempts).isEqualTo(1);
        pass(false, "can0 appeared");
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void whatIsWellIsLookedAtOnlyWithAllTheOthers() {
        repair = List::of;
        pass(true);
        pass(false);
        assertThat(attempts).isEqualTo(1);
        pass(true);
        assertThat(attempts).isEqualTo(2);
        assertThat(journal).isEmpty();
    }

    @Test
    void anotherReasonIsSaidAndTheEndOfItAll() {
        pass(true);
        after(150);
        repair = () -> {
            throw new NodeException("can0 is down");
        };
        pass(false);
        after(250);
        repair = List::of;
        pass(false);
        assertThat(journal)
                .containsExactly(
                        "can0 of seat: cannot be as it should: there is no bus can0",
                        "can0 of seat: cannot be as it should: can0 is down",
                        "can0 of seat: well again after 400 ms");
        assertThat(upkeep.troubles()).isEmpty();
    }

    @Test
    void whatIsNoMoreKeptIsNoTrouble() {
        pass(true);
        upkeep.pass(List.of(), List.of(), true);
        assertThat(upkeep.troubles()).isEmpty();
    }

    @Test
    void aDutyThatFailsAsAWholeDoesNotKeepOthersFromTheirs() {
        Duty broken = new Duty() {
            @Override
            public String subject() {
                return "the broken one";
            }

            @Override
            public void pass(Upkeep each) {
                throw new IllegalStateException("no records");
            }
        };
        upkeep.pass(List.of(broken, duty), List.of(), true);
        assertThat(attempts).isEqualTo(1);
        assertThat(upkeep.troubles())
                .extracting(Trouble::subject)
                .containsExactlyInAnyOrder("the broken one", "can0 of seat");
    }
}
