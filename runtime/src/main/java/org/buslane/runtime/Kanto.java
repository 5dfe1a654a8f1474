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
record Kanto(Machine machine, OciAnnotations annotations) implements Source {
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
        return ask((id, called) -> called.equals(name.name()) ? Optional.of(Closeness.NAME) : name.matchId(id));
    }

    /** It has no labels of its own; what counts is what its containers' OCI configurations are annotated with. */
    @Override
    public Answer ask(Label label) {
        return ask((id, called) -> ContainerdTasks.STATES.stream()
                        .map(state -> new ContainerdTasks(machine, state))
                        .anyMatch(tasks -> tasks.running(NAMESPACE, id).isPresent()
                                && label.isAmong(annotations.of(tasks.folder(NAMESPACE, id))))
                ? Optional.of(Closeness.NAME)
                : Optional.empty());
    }

    /** Whether a container is meant, by its id and its name. */
    private interface Question {
        Optional<Closeness> closeness(String id, String name);
    }

    private Answer ask(Question question) {
        Path store = machine.at(STORE);
        if (Files.notExists(store)) {
            return new Answer.Absent("no " + STORE);
        }
        List<Candidate> candidates = new ArrayList<>();
        try (Stream<Path> content = Files.list(store)) {
            for (Path folder : content.sorted().toList()) {
                candidate(question, folder).ifPresent(candidates::add);
            }
        } catch (IOException e) {
            return new Answer.Failed("%s cannot be read: %s".formatted(STORE, BoundedFile.why(e)));
        }
        return new Answer.Known(candidates);
    }

    /** A folder without a configuration is passed over, as Kanto does. */
    private Optional<Candidate> candidate(Question question, Path folder) {
        try {
            Json config = Json.parse(BoundedFile.read(folder.resolve("config.json")));
            String id = folder.getFileName().toString();
            String name = config.at("container_name").text().orElse(id);
            return question.closeness(id, name).map(how -> new Candidate(Engine.KANTO, id, name, how, running(id)));
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
