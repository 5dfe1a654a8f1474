package org.buslane.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What all who are asked say about a name or a label, and what follows. */
final class Inquiry {
    private final String typed;
    private final Predicate<Engine> meant;
    private final Function<Source, Answer> question;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Set<Engine> present = EnumSet.noneOf(Engine.class);
    private final Set<Engine> known = EnumSet.noneOf(Engine.class);
    private final Map<Engine, String> absent = new EnumMap<>(Engine.class);

    private Inquiry(String typed, Predicate<Engine> meant, Function<Source, Answer> question) {
        this.typed = typed;
        this.meant = meant;
        this.question = question;
    }

    static Inquiry about(ContainerName name) {
        return new Inquiry(name.toString(), name::means, source -> source.ask(name));
    }

    static Inquiry about(Label label) {
        return new Inquiry(label.toString(), engine -> true, source -> source.ask(label));
    }

    void ask(List<Source> sources) {
        for (Source source : sources) {
            if (meant.test(source.engine())) {
                take(source, question.apply(source));
            }
        }
    }

    private void take(Source source, Answer answer) {
        switch (answer) {
            case Answer.Known(List<Candidate> more) -> {
                asked.add(source.what());
                present.add(source.engine());
                known.add(source.engine());
                candidates.addAll(more);
            }
            case Answer.Failed(String why) -> {
                failed.add("%s (%s)".formatted(source.what(), why));
                present.add(source.engine());
            }
            case Answer.Absent(String why) -> absent.putIfAbsent(source.engine(), why);
        }
    }

    /** Whether it has answered for its containers. */
    boolean knows(Engine engine) {
        return known.contains(engine);
    }

    Finding finding() {
        List<Candidate> closest = closest();
        List<Container> running = running(closest);
        if (running.size() == 1) {
            // One that has ended and was started anew under its name is not meant: CRI keeps such ones.
            return new Finding.Found(running.getFirst());
        }
        if (!running.isEmpty()) {
            return new Finding.Several(typed, unambiguous(running));
        }
        if (!closest.isEmpty()) {
            return new Finding.NotRunning(
                    typed, closest.stream().map(Candidate::qualifiedName).toList());
        }
        return new Finding.Unknown(typed, asked, notAsked());
    }

    /** All that run, each called so that it alone is meant among them. */
    List<Container> running() {
        return unambiguous(running(closest()));
    }

    private static List<Container> running(List<Candidate> candidates) {
        return candidates.stream().flatMap(each -> each.container().stream()).toList();
    }

    /** Podman also answers on a socket as Docker does: a container that two tell of is one. */
    private List<Candidate> closest() {
        Closeness best = candidates.stream()
                .map(Candidate::closeness)
                .min(Closeness::compareTo)
                .orElse(Closeness.NAME);
        // A process is its own by its start: whether it sleeps just now may have changed from one source to the next.
        record Same(String id, Optional<Integer> pid, Optional<Long> startTime) {}
        Map<Same, Candidate> different = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.closeness() == best) {
                Optional<ProcessState> first = candidate.running();
                different.putIfAbsent(
                        new Same(candidate.id(), first.map(ProcessState::pid), first.map(ProcessState::startTime)),
                        candidate);
            }
        }
        return List.copyOf(different.values());
    }

    /** Those of one name, as of two users or in two pods of one namespace of containerd, are told apart by their ids. */
    private static List<Container> unambiguous(List<Container> containers) {
        return containers.stream()
                .map(each -> {
                    boolean alone = containers.stream()
                            .noneMatch(other ->
                                    !other.equals(each) && other.qualifiedName().equals(each.qualifiedName()));
                    return alone
                            ? each
                            : new Container(each.engine(), each.id(), each.id(), each.pid(), each.startTime());
                })
                .toList();
    }

    private List<String> notAsked() {
        List<String> notAsked = new ArrayList<>(failed);
        absent.forEach((engine, why) -> {
            if (!present.contains(engine)) {
                notAsked.add("%s (%s)".formatted(engine.word(), why));
            }
        });
        return notAsked;
    }
}
