package org.buslane.node.reconcile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.declared.Choice;
import org.buslane.node.lanes.Located;
import org.buslane.node.lanes.Locator;
import org.buslane.node.lanes.Target;

/**
 * Looks twice a second for those that lanes are declared for, who come without a word to us. The platform thread
 * {@code lookout} does it and nothing else: an engine may take its time to answer, and the agent's thread has none.
 */
public final class Lookout implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Locator locator;
    private final Thread thread = Thread.ofPlatform().name("lookout").daemon().unstarted(this::run);
    private volatile Consumer<String> changed = _ -> {};
    private volatile List<Choice> choices = List.of();
    private volatile Map<Choice, List<Seen>> seen = Map.of();

    public Lookout(Locator locator) {
        this.locator = locator;
    }

    /** @param hearer is told what is new, in words, on the lookout's thread */
    public void start(Consumer<String> hearer) {
        changed = hearer;
        thread.start();
    }

    /** Looks for these from now on. */
    void watch(List<Choice> wanted) {
        choices = List.copyOf(wanted);
    }

    /** What was seen last of those that are chosen; nothing before it was looked. */
    List<Seen> of(Choice choice) {
        return seen.getOrDefault(choice, List.of());
    }

    /** The same; of those that it does not look for yet, what is to be seen now. */
    List<Seen> lately(Choice choice) {
        return seen.containsKey(choice) ? of(choice) : look(choice);
    }

    private void run() {
        while (!thread.isInterrupted()) {
            Map<Choice, List<Seen>> before = seen;
            Map<Choice, List<Seen>> now = new LinkedHashMap<>();
            choices.forEach(choice -> now.computeIfAbsent(choice, this::look));
            seen = now;
            if (!now.equals(before)) {
                changed.accept(Sightings.difference(before, now));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                thread.interrupt();
            }
        }
    }

    /** What an engine says now may be other than what it said a moment ago, and then the next look finds it. */
    private List<Seen> look(Choice choice) {
        try {
            return locator.choose(choice).stream().map(this::look).toList();
        } catch (RuntimeException e) {
            return List.of(new Seen(target(choice), "", 0, String.valueOf(e.getMessage())));
        }
    }

    private Seen look(Target target) {
        try (Located located = locator.locate(target)) {
            return new Seen(target, located.owner(), located.namespace().inode(), "");
        } catch (NodeException | LinuxException e) {
            return new Seen(target, "", 0, String.valueOf(e.getMessage()));
        }
    }

    private static Target target(Choice choice) {
        return switch (choice) {
            case Choice.Named(String name) -> new Target.Named(name);
            case Choice.Labelled labelled -> new Target.Named(labelled.toString());
            case Choice.Netns(var file) -> new Target.Netns(file);
        };
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
