package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Eclipse Kanto's container management: names from its store (containerm/mgr/container_fs_repository.go), pids from
 * the containerd that it has run them, in a namespace of its own. Written after its source and tried with files like
 * its own, not with a running Kanto.
 */
record Kanto(Machine machine) implements Source {
    /** In containerd. */
    static final String NAMESPACE = "kanto-cm";

    private static final String STORE = "/var/lib/container-management/containers";

    @Override
    public Engine engine() {
        return Engine.KANTO;
    }

    @Override
    public String what() {
        return engine().word();
    }

    @Override
    public Answer ask(ContainerName name) {
        Path store = machine.at(STORE);
        if (Files.notExists(store)) {
            return new Answer.Absent("no " + STORE);
        }
        List<Candidate> candidates = new ArrayList<>();
        try (Stream<Path> content = Files.list(store)) {
            for (Path folder : content.sorted().toList()) {
                candidate(name, folder).ifPresent(candidates::add);
            }
        } catch (IOException e) {
            return new Answer.Failed("%s cannot be read: %s".formatted(STORE, BoundedFile.why(e)));
        }
        return new Answer.Known(candidates);
    }

    /** A folder without a configuration is passed over, as Kanto does. */
    private Optional<Candidate> candidate(ContainerName asked, Path folder) {
        try {
            Json config = Json.parse(BoundedFile.read(folder.resolve("config.json")));
            String id = folder.getFileName().toString();
            String name = config.at("container_name").text().orElse(id);
            Optional<Closeness> closeness = name.equals(asked.name()) ? Optional.of(Closeness.NAME) : asked.matchId(id);
            return closeness.map(how -> new Candidate(Engine.KANTO, id, name, how, running(id)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<ProcessState> running(String id) {
        return ContainerdTasks.STATES.stream()
                .flatMap(state -> new ContainerdTasks(machine, state).running(NAMESPACE, id).stream())
                .findFirst();
    }
}
