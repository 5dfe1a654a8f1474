package org.buslane.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all who are asked say about a name, and what follows. */
final class Inquiry {
    private final ContainerName name;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Set<Engine> present = EnumSet.noneOf(Engine.class);
    private final Set<Engine> known = EnumSet.noneOf(Engine.class);
    private final Map<Engine, String> absent = new EnumMap<>(Engine.class);

    Inquiry(ContainerName name) {
        this.name = name;
    }

    void ask(List<Source> sources) {
        for (Source source : sources) {
            if (name.means(source.engine())) {
                take(source, source.ask(name));
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
        List<Container> running =
                closest.stream().flatMap(each -> each.container().stream()).toList();
        if (running.size() == 1) {
            // One that has ended and was started anew under its name is not meant: CRI keeps such ones.
            return new Finding.Found(running.getFirst());
        }
        if (!running.isEmpty()) {
            return new Finding.Several(name.toString(), unambiguous(running));
        }
        if (!closest.isEmpty()) {
            return new Finding.NotRunning(
                    name.toString(),
                    closest.stream().map(Candidate::qualifiedName).toList());
        }
        return new Finding.Unknown(name.toString(), asked, notAsked());
    }

    /** Podman also answers on a socket as Docker does: a container that two tell of is one. */
    private List<Candidate> closest() {
        Closeness best = candidates.stream()
                .map(Candidate::closeness)
                .min(Closeness::compareTo)
                .orElse(Closeness.NAME);
        record Same(String id, Optional<ProcessState> running) {}
        Map<Same, Candidate> different = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.closeness() == best) {
                different.putIfAbsent(new Same(candidate.id(), candidate.running()), candidate);
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
