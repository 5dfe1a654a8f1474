package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps many things as they should be, each for itself: what fails is said once and tried again, less and less often,
 * while the others are looked after. Everything that is done is in the journal with its cause. Owned by the agent's
 * thread.
 */
public final class Upkeep {
    private static final long MILLI = 1_000_000;

    /** What is wrong with a thing. */
    private record Wrong(String why, Backoff backoff) {}

    private final LongSupplier clock;
    private final Consumer<String> journal;
    private final Map<String, Wrong> troubles = new LinkedHashMap<>();
    private final Set<String> met = new HashSet<>();
    private List<String> causes = List.of();
    private boolean everything = true;

    /**
     * @param clock nanoseconds, never going back
     * @param journal hears a sentence about each thing that was done, or cannot be
     */
    public Upkeep(LongSupplier clock, Consumer<String> journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Goes through all duties once.
     *
     * @param why what happened, in words; what waits is tried at once then
     * @param all whether also what was well is looked at, or only what is wrong and due
     */
    public void pass(List<Duty> duties, List<String> why, boolean all) {
        causes = List.copyOf(why);
        everything = all;
        met.clear();
        if (!why.isEmpty()) {
            long now = clock.getAsLong();
            troubles.replaceAll(
                    (_, wrong) -> new Wrong(wrong.why(), wrong.backoff().hurried(now)));
        }
        for (Duty duty : duties) {
            watch(duty.subject(), () -> {
                duty.pass(this);
                return List.of();
            });
        }
        troubles.keySet().retainAll(met);
    }

    /** Whether this pass looks at everything. */
    boolean isThorough() {
        return everything;
    }

    /**
     * Makes one thing as it should be.
     *
     * @param subject how it is called, and known again
     * @param repair answers what it did, in words: nothing if all was well; it throws what is in the way
     */
    public void keep(String subject, Supplier<List<String>> repair) {
        met.add(subject);
        Wrong known = troubles.get(subject);
        if (known == null ? everything : known.backoff().isDue(clock.getAsLong())) {
            attempt(subject, repair, known);
        }
    }

    /** The same for what is looked at in every pass: what it waits for comes without a word. */
    public void watch(String subject, Supplier<List<String>> repair) {
        met.add(subject);
        attempt(subject, repair, troubles.get(subject));
    }

    /** It is not looked at now, and what was wrong with it still is. */
    void leave(String subject) {
        met.add(subject);
    }

    private void attempt(String subject, Supplier<List<String>> repair, @Nullable Wrong known) {
        long now = clock.getAsLong();
        try {
            List<String> done = repair.get();
            done.forEach(step -> say(subject, step));
            if (known != null) {
                troubles.remove(subject);
                say(
                        subject,
                        "well again after %d ms"
                                .formatted((now - known.backoff().since()) / MILLI));
            }
        } catch (RuntimeException e) {
            // Whatever is wrong with one thing, the agent lives on for the others.
            String why = String.valueOf(e.getMessage());
            Backoff next = known == null ? Backoff.first(now) : known.backoff().again(now);
            troubles.put(subject, new Wrong(why, next));
            if (known == null || !known.why().equals(why)) {
                say(subject, "cannot be as it should: " + why);
            }
        }
    }

    private void say(String subject, String what) {
        journal.accept(
                "%s: %s%s".formatted(subject, what, causes.isEmpty() ? "" : " (" + String.join("; ", causes) + ")"));
    }

    /** What is wrong at the moment, oldest first. */
    public List<Trouble> troubles() {
        long now = clock.getAsLong();
        List<Trouble> list = new ArrayList<>();
        troubles.forEach((subject, wrong) -> list.add(new Trouble(
                subject,
                wrong.why(),
                wrong.backoff().failures(),
                (now - wrong.backoff().since()) / MILLI)));
        return list;
    }

    /** Nanoseconds until something is to be tried again; empty if all is well. */
    Stream<Long> pauses() {
        long now = clock.getAsLong();
        return troubles.values().stream()
                .map(wrong -> Math.max(0, wrong.backoff().due() - now));
    }

    /** When something is to be tried again, by the clock; that of {@code latest} if nothing is before. */
    public long due(long latest) {
        long now = clock.getAsLong();
        return now + pauses().reduce(latest - now, Math::min);
    }
}
