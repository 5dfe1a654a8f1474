package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * containerd by its files, whoever has it run containers: Kubernetes, k3s, nerdctl, ctr.
 *
 * @param hidden namespaces whose owner has answered for them, and knows names where containerd has only ids
 */
record Containerd(ContainerdTasks tasks, Set<String> hidden) implements Source {
    static List<Source> sources(Machine machine, Set<String> hidden) {
        return ContainerdTasks.STATES.stream()
                .<Source>map(state -> new Containerd(new ContainerdTasks(machine, state), hidden))
                .toList();
    }

    @Override
    public Engine engine() {
        return Engine.CONTAINERD;
    }

    @Override
    public String what() {
        boolean usual = tasks.state().equals(ContainerdTasks.STATES.getFirst());
        return usual ? engine().word() : engine().word() + " of " + tasks.state();
    }

    @Override
    public Answer ask(ContainerName name) {
        if (tasks.areAbsent()) {
            return new Answer.Absent("no " + tasks.state());
        }
        try {
            return new Answer.Known(tasks.list(namespace -> !hidden.contains(namespace)).stream()
                    .flatMap(task -> candidate(name, task).stream())
                    .toList());
        } catch (IOException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Candidate> candidate(ContainerName asked, ContainerdTasks.Task task) {
        OciNames names = names(task.folder());
        String name = task.namespace() + "/" + names.first().orElse(task.id());
        return closeness(asked, task, names)
                .map(how -> new Candidate(Engine.CONTAINERD, task.id(), name, how, tasks.running(task.folder())));
    }

    /** One that cannot be read hides no other: it still has its id. */
    private static OciNames names(Path folder) {
        try {
            return OciNames.of(Json.parse(BoundedFile.read(folder.resolve("config.json"))));
        } catch (IOException | IllegalArgumentException e) {
            return OciNames.NONE;
        }
    }

    /** All of its names may stand behind its namespace and a slash. */
    private static Optional<Closeness> closeness(ContainerName asked, ContainerdTasks.Task task, OciNames names) {
        return closeness(asked, task.id(), names).or(() -> {
            String before = task.namespace() + "/";
            return asked.name().startsWith(before)
                    ? closeness(
                            new ContainerName(asked.engine(), asked.name().substring(before.length())),
                            task.id(),
                            names)
                    : Optional.empty();
        });
    }

    private static Optional<Closeness> closeness(ContainerName asked, String id, OciNames names) {
        if (names.names().contains(asked.name())) {
            return Optional.of(Closeness.NAME);
        }
        return names.pods().contains(asked.name()) ? Optional.of(Closeness.POD) : asked.matchId(id);
    }
}
