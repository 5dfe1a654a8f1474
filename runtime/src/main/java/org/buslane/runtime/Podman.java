package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.buslane.runtime.PodmanLists.Listed;

/**
 * Podman, which has no daemon, by its files: names and ids are in {@link PodmanLists}, pids in files that the container's
 * monitor conmon(8) writes below the run root.
 *
 * @param socket where its API listens if somebody has it listen
 * @param user whose it is, if it is not the machine's
 */
record Podman(Machine machine, StorageRoots roots, String socket, Optional<Long> user, Memory memory)
        implements Source {
    /** What is known of containers from one question to the next. */
    record Memory(OciAnnotations annotations, PodmanLabels labels, Duration patience) {}

    static List<Source> sources(Machine machine, Memory memory) {
        List<Source> sources = new ArrayList<>();
        sources.add(
                new Podman(machine, StorageRoots.ofRoot(machine), "/run/podman/podman.sock", Optional.empty(), memory));
        machine.user()
                .map(user -> new Podman(
                        machine,
                        StorageRoots.ofUser(machine, user),
                        user.runtime() + "/podman/podman.sock",
                        Optional.of(user.uid()),
                        memory))
                .ifPresent(sources::add);
        return sources;
    }

    @Override
    public Engine engine() {
        return Engine.PODMAN;
    }

    @Override
    public String what() {
        return engine().word() + user.map(uid -> " of uid " + uid).orElse("");
    }

    @Override
    public Answer ask(ContainerName name) {
        return ask(listed -> listed.stream()
                .flatMap(each -> closeness(name, each).map(how -> candidate(how, each)).stream())
                .toList());
    }

    /** What its API tells is only of containers that its files tell of. */
    @Override
    public Answer ask(Label label) {
        return ask(listed -> {
            Map<Listed, Candidate> running = new LinkedHashMap<>();
            for (Listed each : listed) {
                Candidate candidate = candidate(Closeness.NAME, each);
                if (candidate.running().isPresent()) {
                    running.put(each, candidate);
                }
            }
            Set<String> ids = running.keySet().stream().map(Listed::id).collect(Collectors.toSet());
            Map<String, Map<String, String>> labels = memory.labels().of(machine.at(socket), ids, memory.patience());
            running.keySet()
                    .removeIf(each -> !label.isAmong(labels.getOrDefault(each.id(), Map.of()))
                            && !label.isAmong(memory.annotations().of(userdata(each.graph(), each.id()))));
            return List.copyOf(running.values());
        });
    }

    private Answer ask(Function<List<Listed>, List<Candidate>> question) {
        if (Files.notExists(machine.at(roots.graph()))) {
            return new Answer.Absent("no " + roots.graph());
        }
        try {
            return new Answer.Known(question.apply(new PodmanLists(machine, roots).read()));
        } catch (IOException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Closeness> closeness(ContainerName asked, Listed container) {
        return container.names().contains(asked.name()) ? Optional.of(Closeness.NAME) : asked.matchId(container.id());
    }

    private Candidate candidate(Closeness how, Listed container) {
        return new Candidate(
                Engine.PODMAN,
                container.id(),
                container.name(),
                how,
                running(userdata(container.run(), container.id())));
    }

    private static Path userdata(Path folder, String id) {
        return folder.resolve(id).resolve("userdata");
    }

    /** A container that has ended leaves its files there. A user's files may tell anything, but not whose conmon it is. */
    private Optional<ProcessState> running(Path folder) {
        int conmon = BoundedFile.pid(folder.resolve("conmon.pid")).orElse(0);
        int pid = BoundedFile.pid(folder.resolve("pidfile")).orElse(0);
        Processes processes = machine.processes();
        return processes.child(
                pid,
                parent -> parent.pid() == conmon
                        && parent.command().startsWith("conmon")
                        && (user.isEmpty() || processes.owner(conmon).equals(user)));
    }
}
