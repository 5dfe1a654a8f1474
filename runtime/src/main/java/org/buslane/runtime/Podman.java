package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Podman, which has no daemon, by its files: names and ids are in containers/storage's lists below the graph root,
 * pids in files that the container's monitor conmon(8) writes below the run root. Both have a folder for each storage
 * driver that was ever in use, {@code overlay-containers} mostly.
 */
record Podman(Machine machine, StorageRoots roots, Optional<Long> user) implements Source {
    private static final String DRIVER = "-containers";

    /** The second is of containers that end with the machine ({@code --rm}): in either root. */
    private static final List<String> LISTS = List.of("containers.json", "volatile-containers.json");

    static List<Source> sources(Machine machine) {
        List<Source> sources = new ArrayList<>();
        sources.add(new Podman(machine, StorageRoots.ofRoot(machine), Optional.empty()));
        machine.user()
                .map(user -> new Podman(machine, StorageRoots.ofUser(machine, user), Optional.of(user.uid())))
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
        Path graph = machine.at(roots.graph());
        Path run = machine.at(roots.run());
        if (Files.notExists(graph)) {
            return new Answer.Absent("no " + roots.graph());
        }
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (String driver : drivers(graph, run)) {
                for (Path list : lists(graph.resolve(driver), run.resolve(driver))) {
                    for (Json container : list(list)) {
                        candidate(name, container, run.resolve(driver)).ifPresent(candidates::add);
                    }
                }
            }
        } catch (IOException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
        return new Answer.Known(candidates);
    }

    private Set<String> drivers(Path... folders) throws IOException {
        Set<String> drivers = new LinkedHashSet<>();
        for (Path folder : folders) {
            try (Stream<Path> content = Files.list(folder)) {
                content.map(each -> each.getFileName().toString())
                        .filter(each -> each.endsWith(DRIVER))
                        .sorted()
                        .forEach(drivers::add);
            } catch (NoSuchFileException e) {
                // Without a run root none has run since boot.
            } catch (IOException e) {
                throw unreadable(folder, BoundedFile.why(e), e);
            }
        }
        return drivers;
    }

    private static List<Path> lists(Path graph, Path run) {
        return LISTS.stream()
                .flatMap(list -> Stream.of(graph.resolve(list), run.resolve(list)))
                .toList();
    }

    private List<Json> list(Path file) throws IOException {
        try {
            Json list = Json.parse(BoundedFile.read(file));
            if (list.isList()) {
                return list.items();
            }
            throw new IllegalArgumentException("it is no list");
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(file, BoundedFile.why(e), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private IOException unreadable(Path path, String why, Exception cause) {
        return new IOException("%s cannot be read: %s".formatted(machine.shown(path), why), cause);
    }

    private Optional<Candidate> candidate(ContainerName asked, Json container, Path run) {
        String id = container
                .at("id")
                .text()
                .filter(text -> text.matches("[0-9a-f]+"))
                .orElse("");
        List<String> names = container.at("names").items().stream()
                .flatMap(each -> each.text().stream())
                .toList();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Closeness> closeness = names.contains(asked.name()) ? Optional.of(Closeness.NAME) : asked.matchId(id);
        String name = names.isEmpty() ? id : names.getFirst();
        return closeness.map(how -> new Candidate(
                Engine.PODMAN, id, name, how, running(run.resolve(id).resolve("userdata"))));
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
